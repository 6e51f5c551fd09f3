import { z } from "zod";
import { parsePrometheusDuration } from "#domain/objective/prometheus-duration.ts";
import type { Prometheus } from "./client/prometheus.ts";

const Runtime = z.object({ storageRetention: z.string() });

/** For how many seconds samples are kept; null where the server does not say, as not all that speak its API do. */
export async function readRetention(prometheus: Prometheus): Promise<number | null> {
  const answer = Runtime.safeParse(await prometheus.read("status/runtimeinfo"));
  // By size it reads "15d or 10GiB": the time is the longest that anything is kept.
  return answer.success
    ? parsePrometheusDuration(answer.data.storageRetention.split(" ")[0] ?? "")
    : null;
}
