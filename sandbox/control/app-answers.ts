import { isJson, type Json, parseJson } from "#sandbox/json.ts";
import type { Ack } from "#sandbox/transport/delivery.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";

/** What the app said, as an object; silence is an empty one. */
function ackPayload(payload: unknown): Json {
  if (isJson(payload)) return payload;
  if (typeof payload !== "string" || payload === "") return {};
  const parsed = parseJson(payload);
  return isJson(parsed) ? parsed : { text: payload };
}

/** Slack's name for why an app gave no proper answer. */
function failureCode(ack: Exclude<Ack, { readonly kind: "acknowledged" }>): string {
  switch (ack.kind) {
    case "timeout":
      return "operation_timeout";
    case "unreachable":
      return "dispatch_failed";
    case "http_error":
      return ack.status >= 500 ? "http_service_error" : "http_client_error";
  }
}

/** The app's answer, or what the person gets to read instead. */
export function answerOrRefuse(ack: Ack, says: (code: string) => string): Json {
  if (ack.kind === "acknowledged") return ackPayload(ack.payload);
  const code = failureCode(ack);
  throw new SlackError(says(code), { code });
}
