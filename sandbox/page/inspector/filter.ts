import type { Direction, Entry } from "./entry.ts";

export type Filter = {
  /** Found anywhere in an entry, whatever the case; empty for all. */
  readonly text: string;
  readonly direction: Direction | null;
  readonly onlyFailures: boolean;
};

export const EVERYTHING: Filter = { text: "", direction: null, onlyFailures: false };

export function filtered(entries: readonly Entry[], filter: Filter): readonly Entry[] {
  const text = filter.text.trim().toLowerCase();
  return entries.filter(
    (entry) =>
      (filter.direction === null || entry.direction === filter.direction) &&
      (!filter.onlyFailures || isFailure(entry)) &&
      (text === "" || textOf(entry).includes(text)),
  );
}

function isFailure({ outcome }: Entry): boolean {
  return outcome.kind !== "ok";
}

/** "12 of 500 shown, 3 of them failed" */
export function tally(shown: readonly Entry[], all: readonly Entry[]): string {
  const failed = shown.filter(isFailure).length;
  const count =
    shown.length === all.length ? `${all.length} shown` : `${shown.length} of ${all.length} shown`;
  return failed === 0 ? count : `${count}, ${failed} failed`;
}

function textOf({ name, outcome, raw }: Entry): string {
  return `${name} ${outcome.words} ${JSON.stringify(raw)}`.toLowerCase();
}
