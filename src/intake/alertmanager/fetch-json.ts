import { z } from "zod";
import { AlertmanagerApiError } from "./api-error.ts";

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const MAX_SHOWN = 200;

/** What fetch throws when the network fails. */
const NetworkError = z.object({ cause: z.object({ code: z.string() }) });

/** Where an API is, without /api/v2, and what it asks for. */
export type ApiAccess = {
  readonly url: string;
  readonly basic?: { readonly username: string; readonly password: string } | undefined;
  readonly bearer?: string | undefined;
};

export type FetchOptions = {
  /** For everything about one request, its body included. */
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  readonly fetch?: typeof fetch;
};

/** The two shapes of Alertmanager's errors: a bare sentence, or one with a code. */
const ErrorAnswer = z.union([z.string(), z.object({ message: z.string() })]);

/** What changes something there. */
type Sending = { readonly method: "POST" | "DELETE"; readonly body?: object };

/** The JSON at an address of the API; throws an AlertmanagerApiError for everything else. */
export async function fetchJson(
  api: ApiAccess,
  path: string,
  options: FetchOptions,
): Promise<unknown> {
  return parse(await request(api, path, {}, options));
}

/** Changes something there and answers what it says to that, null for nothing; throws an AlertmanagerApiError. */
export async function sendJson(
  api: ApiAccess,
  path: string,
  { method, body }: Sending,
  options: FetchOptions,
): Promise<unknown> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { "content-type": "application/json" };
  const answer = await request(api, path, { method, headers, ...sent }, options);
  return answer === "" ? null : parse(answer);
}

async function request(
  api: ApiAccess,
  path: string,
  { headers, ...init }: Pick<RequestInit, "method" | "body"> & { headers?: object },
  options: FetchOptions,
): Promise<string> {
  try {
    const response = await (options.fetch ?? fetch)(api.url + path, {
      ...init,
      headers: { accept: "application/json", ...headers, ...authorization(api) },
      redirect: "manual",
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const body = await readText(response, options.maxBytes ?? DEFAULT_MAX_BYTES);
    refuseFailures(response, body);
    return body;
  } catch (error) {
    throw asApiError(error, options.timeoutMs);
  }
}

function authorization({ basic, bearer }: ApiAccess): Readonly<Record<string, string>> {
  if (bearer !== undefined) return { authorization: `Bearer ${bearer}` };
  if (basic === undefined) return {};
  const encoded = Buffer.from(`${basic.username}:${basic.password}`).toString("base64");
  return { authorization: `Basic ${encoded}` };
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new AlertmanagerApiError("too_large", `it answered with over ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString();
}

function refuseFailures({ status }: Response, body: string): void {
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400) {
    throw new AlertmanagerApiError(
      "redirected",
      `it redirects (${status}); configure the address that it redirects to`,
    );
  }
  if (status === 401 || status === 403) {
    throw new AlertmanagerApiError("unauthorized", `it does not let us in (${status})`);
  }
  const code = status >= 500 || status === 429 ? "failed" : "refused";
  throw new AlertmanagerApiError(code, `it answered ${status}${reasonIn(body)}`);
}

function reasonIn(body: string): string {
  const error = ErrorAnswer.safeParse(parseOrNull(body));
  if (!error.success) return "";
  const text = typeof error.data === "string" ? error.data : error.data.message;
  return `: ${text.slice(0, MAX_SHOWN)}`;
}

function parse(body: string): unknown {
  const value = parseOrNull(body);
  if (value !== null) return value;
  throw new AlertmanagerApiError(
    "not_json",
    "it did not answer in JSON; is this the address of an Alertmanager?",
  );
}

function parseOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function asApiError(error: unknown, timeoutMs: number): AlertmanagerApiError {
  if (error instanceof AlertmanagerApiError) return error;
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new AlertmanagerApiError("timeout", `it did not answer within ${timeoutMs} ms`, {
      cause: error,
    });
  }
  const why = NetworkError.safeParse(error).data?.cause.code ?? "the request failed";
  return new AlertmanagerApiError("unreachable", `it cannot be reached (${why})`, { cause: error });
}
