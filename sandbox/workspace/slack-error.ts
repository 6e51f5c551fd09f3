import type { Json } from "#sandbox/json.ts";

/** A refusal in Slack's own words; it becomes `ok: false` with this code and these details. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: Json;

  constructor(code: string, details: Json = {}) {
    super(code);
    this.name = "SlackError";
    this.code = code;
    this.details = details;
  }
}

/** A refusal that explains itself the way Slack does, in response_metadata.messages. */
export function refusal(code: string, ...messages: readonly string[]): SlackError {
  return new SlackError(code, {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
