import { type Answer, jsonAnswer } from "./http/answer.ts";

export type RefusalReason =
  | "stopping"
  | "from_a_website"
  | "unknown_source"
  | "unauthorized"
  | "compressed"
  | "overloaded"
  | "too_large"
  | "too_slow"
  | "aborted"
  | "unreadable"
  | "not_stored";

const CLOSE = { Connection: "close" };

/**
 * How a delivery is refused. Alertmanager tries again at once only after 5xx: 503 is for whatever may go better next time,
 * 4xx for what a human must put right; never 429, which it does not retry, nor 3xx, which it follows without a body.
 */
const REFUSALS: Readonly<Record<RefusalReason, Refusal>> = {
  stopping: { status: 503, headers: CLOSE, message: "Muster is stopping; try again." },
  from_a_website: {
    status: 403,
    message: "Alerts come from programs; what a website has a browser send is not taken.",
  },
  unknown_source: { status: 404, message: "No source of that name is configured." },
  unauthorized: {
    status: 401,
    headers: { "WWW-Authenticate": 'Bearer realm="muster"' },
    message:
      "Give one of the source's tokens: as Bearer, as the password of Basic, or in the path.",
  },
  compressed: {
    status: 415,
    headers: { "Accept-Encoding": "identity" },
    message: "Send the body uncompressed.",
  },
  overloaded: { status: 503, headers: CLOSE, message: "Too much is under way; try again." },
  too_large: {
    status: 413,
    message: "The body is too large. Group by more labels, or set max_alerts in webhook_configs.",
  },
  too_slow: { status: 408, headers: CLOSE, message: "The body did not come in time." },
  aborted: { status: 400, headers: CLOSE, message: "The sender went away." },
  unreadable: { status: 400, message: "The body can never be read; it was put aside." },
  not_stored: { status: 503, headers: CLOSE, message: "It could not be stored; try again." },
};

type Refusal = {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A door that is not for alerts has words of its own for some reasons. */
export function answerRefusal(
  reason: RefusalReason,
  { detail, message }: { readonly detail?: unknown; readonly message?: string | undefined } = {},
): Answer {
  const { status, message: usual, headers } = REFUSALS[reason];
  const words = { error: reason, message: message ?? usual };
  return jsonAnswer(status, { ...words, ...(detail !== undefined && { detail }) }, headers);
}
