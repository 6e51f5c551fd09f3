import { headersFor, type PrometheusAccess } from "./access.ts";
import { asPrometheusError } from "./network-trouble.ts";
import { PrometheusError } from "./prometheus-error.ts";
import { type PrometheusAnswer, readAnswer, readText } from "./read-answer.ts";
import type { Send, Transport } from "./tls.ts";

export type Request = {
  /** Such as /api/v1/query. */
  readonly path: string;
  /** Sent as a form; without it the path is only read. */
  readonly form?: Readonly<Record<string, string>>;
  /** For everything about the request, its body included. */
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly signal?: AbortSignal | undefined;
};

/** Who is asked, and how it is reached. */
export type Server = { readonly access: PrometheusAccess; readonly transport: Transport };

/** Asks once; throws a PrometheusError for everything that is no answer. */
export async function askOnce(
  { access, transport }: Server,
  { path, form, timeoutMs, mostBytes, signal }: Request,
): Promise<PrometheusAnswer> {
  const { headers, send } = await prepare(access, transport);
  try {
    const response = await send(access.url + path, {
      method: form === undefined ? "GET" : "POST",
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      headers,
      // A question may hold what is nobody else's business, and so do its headers.
      redirect: "manual",
      signal: AbortSignal.any([
        AbortSignal.timeout(timeoutMs),
        ...(signal === undefined ? [] : [signal]),
      ]),
    });
    return readAnswer(response, await readText(response, mostBytes));
  } catch (error) {
    throw asPrometheusError(error, { url: access.url, timeoutMs });
  }
}

type Ready = { readonly headers: Readonly<Record<string, string>>; readonly send: Send };

/** What is missing here is no fault of the server's. */
async function prepare(access: PrometheusAccess, transport: Transport): Promise<Ready> {
  try {
    return { headers: await headersFor(access), send: await transport() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new PrometheusError("not_set_up", words, { cause: error });
  }
}
