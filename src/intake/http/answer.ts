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

/** Writes the answer, unless one is under way or nobody is there to hear it. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(answer.status, {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...(answer.status === NOT_MODIFIED ? {} : { "Content-Length": Buffer.byteLength(answer.body) }),
    ...answer.headers,
  });
  response.end(answer.body);
}
