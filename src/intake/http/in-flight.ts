export type Slot = {
  /** Reserves room for a piece of the body; false when all rooms together would hold too much. */
  readonly reserve: (bytes: number) => boolean;
  readonly leave: () => void;
};

/** Bounds how much is under way at once, in requests and in bytes; `enter` answers null when it is full. */
export function createInFlight(limits: {
  readonly requests: number;
  readonly bytes: number;
}): () => Slot | null {
  let requests = 0;
  let bytes = 0;
  return function enter() {
    if (requests >= limits.requests) return null;
    requests += 1;
    let held = 0;
    return {
      reserve(more) {
        if (bytes + more > limits.bytes) return false;
        bytes += more;
        held += more;
        return true;
      },
      leave() {
        requests -= 1;
        bytes -= held;
      },
    };
  };
}
