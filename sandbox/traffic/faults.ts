/**
 * 429, 500: refused, not performed. error: refused with a code of Slack's. hang: not performed and never answered. drop: performed, then the
 * connection is cut without an answer. late: performed and answered after `delay`. duplicate: the next
 * delivery to the app is sent twice. disconnect: happens at once and is never kept here.
 */
type FaultKind = "429" | "500" | "error" | "hang" | "drop" | "late" | "duplicate";

export type Fault = {
  readonly kind: FaultKind;
  /** A Web API method, or `response_url`; left out: any of them. */
  readonly method?: string | undefined;
  /** How many times it still happens. */
  readonly count: number;
  /** Seconds, for 429. */
  readonly retryAfter: number;
  /** The code, for error. */
  readonly error: string;
  /** Milliseconds, for late. */
  readonly delay: number;
};

export type Faults = {
  readonly add: (fault: Fault) => void;
  /** Uses up one fault for this call, if there is one. */
  readonly takeForCall: (method: string) => Fault | undefined;
  readonly takeForDelivery: () => Fault | undefined;
  readonly pending: () => readonly Fault[];
  readonly clear: () => void;
};

export function createFaults(): Faults {
  let faults: readonly Fault[] = [];
  function take(applies: (fault: Fault) => boolean): Fault | undefined {
    const taken = faults.find(applies);
    faults = faults
      .map((fault) => (fault === taken ? { ...fault, count: fault.count - 1 } : fault))
      .filter((fault) => fault.count > 0);
    return taken;
  }
  return {
    add(fault) {
      faults = [...faults, fault];
    },
    takeForCall: (method) =>
      take(
        (fault) =>
          fault.kind !== "duplicate" && (fault.method === undefined || fault.method === method),
      ),
    takeForDelivery: () => take((fault) => fault.kind === "duplicate"),
    pending: () => faults,
    clear() {
      faults = [];
    },
  };
}
