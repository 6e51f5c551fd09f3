import type { ServerResponse } from "node:http";

/** Its length would have to be that of the answer which is not sent. */
const NOT_MODIFIED = 304;

/** What is answered to a request, ready to be written. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** For whatever a browser makes of an answer, an image opened by itself among them; pages may do a little more. */
const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** Writes the answer, unless one is under way or nobody is there to hear it. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(answer.status, {
    ...HEADERS,
    ...(answer.status === NOT_MODIFIED ? {} : { "Content-Length": Buffer.byteLength(answer.body) }),
    ...answer.headers,
  });
  response.end(answer.body);
}
