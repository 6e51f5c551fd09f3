export type AlertmanagerApiErrorCode =
  | "unreachable"
  | "timeout"
  | "failed"
  | "unauthorized"
  | "refused"
  | "redirected"
  | "too_large"
  | "not_json"
  | "unexpected_answer";

const MAY_PASS: ReadonlySet<AlertmanagerApiErrorCode> = new Set([
  "unreachable",
  "timeout",
  "failed",
]);

/** Why an Alertmanager's API could not be read: one sentence for people, without any secret. */
export class AlertmanagerApiError extends Error {
  readonly code: AlertmanagerApiErrorCode;
  /** Whether trying again can help; if not, a human must change something. */
  readonly canRetry: boolean;

  constructor(code: AlertmanagerApiErrorCode, message: string, options?: ErrorOptions) {
    super(`Alertmanager's API: ${message}`, options);
    this.name = "AlertmanagerApiError";
    this.code = code;
    this.canRetry = MAY_PASS.has(code);
  }
}
