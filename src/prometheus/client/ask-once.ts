import { z } from "zod";
import { headersFor, type PrometheusAccess } from "./access.ts";
import { PrometheusError } from "./prometheus-error.ts";

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SHOWN = 200;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

/** What fetch throws when the network fails. */
const NetworkError = z.object({ cause: z.object({ code: z.string() }) });

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

export type Request = {
  /** Such as /api/v1/query. */
  readonly path: string;
  /** Sent as a form; without it the path is only read. */
  readonly form?: Readonly<Record<string, string>>;
  /** For everything about the request, its body included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
};

/** Asks once; throws a PrometheusError for everything that is no answer. */
export async function askOnce(
  access: PrometheusAccess,
  { path, form, timeoutMs, signal }: Request,
): Promise<PrometheusAnswer> {
  const headers = await credentials(access);
  try {
    const response = await fetch(access.url + path, {
      method: form === undefined ? "GET" : "POST",
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      headers,
      redirect: "manual",
      signal: AbortSignal.any([
        AbortSignal.timeout(timeoutMs),
        ...(signal === undefined ? [] : [signal]),
      ]),
    });
    return readAnswer(response, await readText(response));
  } catch (error) {
    throw asPrometheusError(error, timeoutMs);
  }
}

/** What is missing here is no fault of the server's. */
async function credentials(access: PrometheusAccess): Promise<Readonly<Record<string, string>>> {
  try {
    return await headersFor(access);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new PrometheusError("unauthorized", words, { cause: error });
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      throw new PrometheusError("too_large", `it answered with over ${MOST_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString();
}

/** A proxy in front of it answers in HTML, with whatever status. */
function readAnswer({ status, headers }: Response, body: string): PrometheusAnswer {
  const isJson = JSON_TYPE.test(headers.get("content-type") ?? "");
  const read = isJson ? Answer.safeParse(parseOrNull(body)) : null;
  const answer = read?.success === true ? read.data : null;
  if (answer?.status === "success") return { data: answer.data, warnings: answer.warnings };
  throw refusal(status, answer === null ? "" : `: ${answer.error.slice(0, MOST_SHOWN)}`);
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

function parseOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function asPrometheusError(error: unknown, timeoutMs: number): PrometheusError {
  if (error instanceof PrometheusError) return error;
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new PrometheusError("timeout", `it did not answer within ${timeoutMs} ms`, {
      cause: error,
    });
  }
  const why = NetworkError.safeParse(error).data?.cause.code ?? "the request failed";
  return new PrometheusError("unreachable", `it cannot be reached (${why})`, { cause: error });
}
