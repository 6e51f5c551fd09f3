import { z } from "zod";
import { PrometheusError } from "./prometheus-error.ts";
import type { Answer as Response } from "./tls.ts";

const MOST_SHOWN = 200;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

const Answer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("success"),
    data: z.unknown(),
    warnings: z.array(z.string()).default([]),
  }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);

/** What was answered; with warnings it may be incomplete. */
export type PrometheusAnswer = { readonly data: unknown; readonly warnings: readonly string[] };

/** The body, unless it is larger than is good for us. */
export async function readText({ body }: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > mostBytes) {
      throw new PrometheusError("too_large", `it answered with over ${mostBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString();
}

/** A proxy in front of it answers in HTML, with whatever status. */
export function readAnswer({ status, headers }: Response, body: string): PrometheusAnswer {
  const isJson = JSON_TYPE.test(headers.get("content-type") ?? "");
  const read = isJson ? Answer.safeParse(parseOrNull(body)) : null;
  const answer = read?.success === true ? read.data : null;
  if (answer?.status === "success") return { data: answer.data, warnings: answer.warnings };
  const reason = answer === null ? "" : `: ${answer.error.slice(0, MOST_SHOWN)}`;
  throw sentOn(status, headers.get("location")) ?? refusal(status, reason);
}

function refusal(status: number, reason: string): PrometheusError {
  if (status === 401 || status === 403) {
    return new PrometheusError("unauthorized", `it does not let us in (${status})`);
  }
  if (status >= 500 || status === 429) {
    return new PrometheusError("failed", `it answered ${status}${reason}`);
  }
  if (status >= 400) return new PrometheusError("refused", `it answered ${status}${reason}`);
  const question = "is this its address, with the prefix of its path?";
  return new PrometheusError(
    "not_json",
    `it did not answer as Prometheus does (${status}); ${question}`,
  );
}

/** Without what follows the path, which may hold a token. */
function sentOn(status: number, location: string | null): PrometheusError | null {
  if (location === null || status < 300 || status >= 400) return null;
  const target = URL.parse(location);
  const where = target === null ? location.replace(/[?#].*$/, "") : target.origin + target.pathname;
  return new PrometheusError(
    "not_json",
    `it answered ${status} and sends us on to ${where.slice(0, MOST_SHOWN)}, where we do not go; is that its address?`,
  );
}

function parseOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
