import { prometheusAccess } from "#app/prometheus-access.ts";
import type { Loaded } from "#config/load.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { createPrometheus, type Prometheus } from "#prometheus/client/prometheus.ts";
import { readBudget } from "#prometheus/read-budget.ts";
import { NOTHING, type Result, wordsOf } from "./examined.ts";

const TIMEOUT_MS = 8000;
/** Enough to see whether it counts at all; App Home and `/slo` show all of them. */
const MOST_ASKED = 20;

/** Whether Prometheus answers, and how the objectives of muster.yaml stand there. */
export async function examinePrometheus(
  loaded: Loaded,
  secret: (name: string) => string | null,
): Promise<Result> {
  if (!loaded.ok || loaded.configuration.prometheus === undefined) return NOTHING;
  const server = loaded.configuration.prometheus;
  const { objectives } = loaded.objectives;
  const now = Math.floor(Date.now() / 1000);
  try {
    const prometheus = createPrometheus(prometheusAccess(server, secret), {
      timeoutMs: TIMEOUT_MS,
    });
    await prometheus.instant("vector(1)", now);
    const asked = objectives.slice(0, MOST_ASKED);
    const unread = await Promise.all(asked.map((one) => troubleOf(prometheus, one, now)));
    const findings = unread.flatMap((finding) => finding ?? []);
    const well = `${asked.length - findings.length} of ${asked.length} objectives can be read`;
    return { findings, notes: [`it answers at ${server.url}; ${well}`] };
  } catch (error) {
    const words = `it cannot be asked: ${wordsOf(error)}`;
    return {
      findings: [`${words}; look whether it runs, and at prometheus in muster.yaml`],
      notes: [],
    };
  }
}

async function troubleOf(
  prometheus: Prometheus,
  objective: Objective,
  at: number,
): Promise<string | null> {
  try {
    const { remaining } = await readBudget(prometheus, objective, at);
    if (remaining !== null) return null;
    return `${objective.id}: what is left of its budget is not known; load the rules that \`muster rules\` prints, and see whether its queries find anything`;
  } catch (error) {
    return `${objective.id}: ${wordsOf(error)}; see whether its queries find anything`;
  }
}
