/** The time in the demo: the computer's, and what it was sent ahead. */
export type DemoClock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds ahead of the computer's clock. */
  readonly ahead: () => number;
  readonly push: (milliseconds: number) => void;
};

export function createDemoClock(): DemoClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    ahead: () => ahead,
    push: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}
