import { webApi } from "@slack/bolt";

/** What a failed call to Slack means for what happens next. */
export type Failure =
  /** Certainly not done; again after that many seconds. */
  | { readonly kind: "rate-limited"; readonly seconds: number }
  /** Nobody knows whether it was done. */
  | { readonly kind: "unclear"; readonly error: string }
  /** Slack could not be reached, so it was certainly not done. */
  | { readonly kind: "unreachable"; readonly error: string }
  /** Certainly not done, and asking again the same way is useless. */
  | { readonly kind: "refused"; readonly error: string; readonly needed: string | null };

const RATE_LIMITED = new Set(["ratelimited", "rate_limited", "too_many_requests"]);
const UNCLEAR = new Set([
  "fatal_error",
  "internal_error",
  "service_unavailable",
  "request_timeout",
]);
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
const DEFAULT_WAIT = 5;
const UNREACHABLE_SECONDS = 5;

/** Errors that blame the blocks: the same words go out once more as plain text. */
const BLOCK_ERRORS = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "msg_too_long",
  "too_many_attachments",
  "invalid_arguments",
  "block_mismatch",
]);

const TOKEN_ERRORS = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_allowed_token_type",
  "team_access_not_granted",
  "access_denied",
]);

const CHANNEL_ERRORS = new Set([
  "channel_not_found",
  "not_in_channel",
  "is_archived",
  "is_inactive",
  "restricted_action",
  "restricted_action_read_only_channel",
]);

/** What stands there can be changed no more, though its channel may be in use. */
const MESSAGE_ERRORS = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);

/** What a call to Slack threw; of what is no error of the Web API client nobody knows what it means. */
export function failureOf(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: "rate-limited", seconds: Math.max(1, error.retryAfter) };
  }
  if (error instanceof webApi.WebAPIPlatformError) return platformFailure(error);
  if (error instanceof webApi.WebAPIHTTPError) {
    return { kind: "unclear", error: `Slack answered HTTP ${error.statusCode}` };
  }
  if (error instanceof webApi.WebAPIRequestError) {
    const code = causeCode(error);
    const kind = NOT_SENT.has(code) ? "unreachable" : "unclear";
    return { kind, error: `Slack did not answer (${code})` };
  }
  return { kind: "unclear", error: error instanceof Error ? error.message : String(error) };
}

export function blamesBlocks(failure: Failure): boolean {
  return failure.kind === "refused" && BLOCK_ERRORS.has(failure.error);
}

export function blamesToken(failure: Failure): boolean {
  return failure.kind === "refused" && TOKEN_ERRORS.has(failure.error);
}

export function blamesChannel(failure: Failure): boolean {
  return failure.kind === "refused" && CHANNEL_ERRORS.has(failure.error);
}

export function blamesMessage(failure: Failure): boolean {
  return failure.kind === "refused" && MESSAGE_ERRORS.has(failure.error);
}

function platformFailure(error: webApi.WebAPIPlatformError): Failure {
  const code = error.data.error;
  if (RATE_LIMITED.has(code)) return { kind: "rate-limited", seconds: DEFAULT_WAIT };
  if (UNCLEAR.has(code)) return { kind: "unclear", error: code };
  // The client hands on what is not JSON as if it were Slack's error code.
  if (!/^\w{1,80}$/.test(code)) return { kind: "unclear", error: "the answer was not Slack's" };
  const needed = "needed" in error.data ? error.data.needed : null;
  return { kind: "refused", error: code, needed: typeof needed === "string" ? needed : null };
}

function causeCode(error: Error): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && NOT_SENT.has(at.code)) return at.code;
    if (at.name === "TimeoutError" || at.name === "AbortError") return "time-out";
  }
  return error.message;
}

/** Not now: the lane waits and the job is done again. */
export class NotNow extends Error {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.name = "NotNow";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Slack said no, and will say so again. */
export class Refused extends Error {
  readonly code: string;
  readonly failure: Failure & { readonly kind: "refused" };

  constructor(failure: Failure & { readonly kind: "refused" }) {
    super(failure.needed === null ? failure.error : `${failure.error} (needs ${failure.needed})`);
    this.name = "Refused";
    this.code = failure.error;
    this.failure = failure;
  }
}

/** The same failure for a caller who can do nothing about it. */
export function asError(failure: Failure): NotNow | Refused {
  switch (failure.kind) {
    case "rate-limited":
      return new NotNow("Slack asks us to wait", failure.seconds);
    case "unclear":
    case "unreachable":
      return new NotNow(failure.error, UNREACHABLE_SECONDS);
    case "refused":
      return new Refused(failure);
  }
}
