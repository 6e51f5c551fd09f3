/** Whether Slack answers at all, whatever it says. */
export type CallWatch = {
  readonly note: (answered: boolean) => void;
  /** How long no call has been answered although some were made, in milliseconds; 0 when the last one was. */
  readonly failingForMs: () => number;
  /** How long ago Slack last answered anything. */
  readonly unheardForMs: () => number;
};

export function createCallWatch(now: () => number = () => performance.now()): CallWatch {
  let heardAt = now();
  let failingSince: number | null = null;
  return {
    note: (answered) => {
      if (answered) [heardAt, failingSince] = [now(), null];
      else failingSince ??= now();
    },
    failingForMs: () => (failingSince === null ? 0 : now() - failingSince),
    unheardForMs: () => now() - heardAt,
  };
}
