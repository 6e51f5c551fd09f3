import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "./faults.ts";

/** How a call of the app ends: with an answer, with a cut connection, or never. */
export type Outcome =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    }
  | { readonly kind: "cut" }
  | { readonly kind: "silence" };

export type AnswerOutcome = Extract<Outcome, { readonly kind: "answer" }>;

/** Performs the call, or not, as the fault wants; `performed` is what a healthy Slack would answer. */
export async function withFault(
  fault: Fault | undefined,
  perform: () => AnswerOutcome,
): Promise<Outcome> {
  if (fault === undefined) return perform();
  switch (fault.kind) {
    case "429":
      return tooMany(fault.retryAfter);
    case "500":
      return { kind: "answer", status: 500, headers: {}, body: "Internal Server Error" };
    case "error":
      return { kind: "answer", status: 200, headers: {}, body: { ok: false, error: fault.error } };
    case "hang":
      return { kind: "silence" };
    case "drop":
      perform();
      return { kind: "cut" };
    case "late": {
      const answer = perform();
      await new Promise((resolve) => setTimeout(resolve, fault.delay).unref());
      return answer;
    }
    case "duplicate":
      return perform();
  }
}

export function tooMany(retryAfter: number): AnswerOutcome {
  return {
    kind: "answer",
    status: 429,
    headers: { "retry-after": String(retryAfter) },
    body: { ok: false, error: "ratelimited" },
  };
}

export async function respond(outcome: Outcome, bindings: HttpBindings): Promise<Response> {
  switch (outcome.kind) {
    case "answer":
      return answered(outcome);
    case "cut":
      bindings.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case "silence":
      return new Promise(() => {});
  }
}

function answered({ status, headers, body }: AnswerOutcome): Response {
  if (typeof body === "string") {
    return new Response(body, { status, headers: { ...headers, "content-type": "text/html" } });
  }
  return Response.json(body, { status, headers });
}
