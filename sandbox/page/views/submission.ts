import { type Json, asJson, asText } from "#sandbox/json.ts";
import { Refused } from "#sandbox/page/live/control.ts";

/** What keeps a view from being submitted. */
export type Problems = {
  /** Under the inputs, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** What went wrong beside them. */
  readonly trouble: string | null;
};

export const NO_PROBLEMS: Problems = { errors: {}, trouble: null };

/** The app may take a submission and still find fault with what was filled in. */
export function problemsIn(answer: Json): Problems {
  const ack = asJson(answer["ack"]);
  if (ack["response_action"] !== "errors") return NO_PROBLEMS;
  return { errors: textsIn(ack["errors"]), trouble: null };
}

export function problemsOf(error: unknown): Problems {
  if (!(error instanceof Refused)) return { errors: {}, trouble: String(error) };
  if (error.answer["error"] === "invalid_input") {
    return { errors: textsIn(error.answer["errors"]), trouble: null };
  }
  return { errors: {}, trouble: explained(error) };
}

/** What is left of them once an input has been changed. */
export function forgiven(problems: Problems, blockId: string): Problems {
  const others = Object.entries(problems.errors).filter(([block]) => block !== blockId);
  return { errors: Object.fromEntries(others), trouble: null };
}

/** Whoever writes the app wants to know why; Slack would not say. */
function explained({ message, answer }: Refused): string {
  const why = asText(answer["reason"]) ?? asText(answer["code"]);
  return why === undefined ? message : `${message} (${why})`;
}

function textsIn(errors: unknown): Readonly<Record<string, string>> {
  const texts = Object.entries(asJson(errors)).map(([block, text]) => [block, String(text)]);
  return Object.fromEntries(texts);
}
