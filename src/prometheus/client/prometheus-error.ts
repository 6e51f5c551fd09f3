type Code =
  | "unreachable"
  | "timeout"
  | "failed"
  | "unauthorized"
  | "untrusted"
  | "not_set_up"
  | "refused"
  | "not_json"
  | "too_large"
  | "unexpected_answer"
  | "stale"
  | "resting";

const MAY_PASS: ReadonlySet<Code> = new Set(["unreachable", "timeout", "failed"]);

/** Why Prometheus did not answer: one sentence for people, without any secret. */
export class PrometheusError extends Error {
  readonly code: Code;
  /** Whether asking again can help; if not, a human must change something. */
  readonly canRetry: boolean;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(`Prometheus: ${message}`, options);
    this.name = "PrometheusError";
    this.code = code;
    this.canRetry = MAY_PASS.has(code);
  }
}
