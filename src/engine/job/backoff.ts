/** How long what fails is left alone, by name: longer each time, until it works again. */
export type Backoff = {
  readonly rests: (name: string) => boolean;
  /** It failed; returns for how many seconds it now rests. */
  readonly failed: (name: string) => number;
  readonly worked: (name: string) => void;
};

const LONGEST_SECONDS = 30;

/** Counts by the process' own clock, because the database may be what fails. */
export function createBackoff(milliseconds: () => number = () => performance.now()): Backoff {
  const troubles = new Map<string, { readonly failures: number; readonly until: number }>();

  function failed(name: string): number {
    const failures = (troubles.get(name)?.failures ?? 0) + 1;
    const seconds = Math.min(LONGEST_SECONDS, 2 ** (failures - 1));
    troubles.set(name, { failures, until: milliseconds() + seconds * 1000 });
    return seconds;
  }

  return {
    rests: (name) => (troubles.get(name)?.until ?? 0) > milliseconds(),
    failed,
    worked: (name) => void troubles.delete(name),
  };
}
