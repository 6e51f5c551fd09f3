import { type Rotation, turnAt, turnStart } from "./rotation.ts";
import { common, overlap, type Span } from "./span.ts";
import { DAY, steadyOffset } from "./wall-time.ts";
import { openIn, type Window } from "./windows.ts";

/** A rotation of which every turn counts, or only those in which a window opens. */
type Turning = Rotation & {
  readonly windows?: readonly Window[] | undefined;
  readonly advance: "calendar" | "on_shift";
};

export type PlacedTurn = {
  readonly turn: Span;
  /** How many turns were used up before. */
  readonly place: number;
};

/** The turns that run within the span, in order. */
export function placedTurns(turning: Turning, within: Span): readonly PlacedTurn[] {
  const { windows, advance } = turning;
  if (advance === "calendar" || windows === undefined) {
    return [...turnsFrom(turning, turnAt(turning, within.start) ?? 0, within.end)];
  }
  const { first, used } = usedBefore(turning, windows, within.start);
  return withWindow(turning, windows, { first, end: within.end })
    .map(({ turn }, index) => ({ turn, place: used + index }))
    .filter(({ turn }) => overlap(turn, within) !== null);
}

/** A turn that a clock change leaves no time is left out. */
function* turnsFrom(rotation: Rotation, first: number, end: number): Generator<PlacedTurn> {
  let start = turnStart(rotation, first);
  for (let place = first; start < end; place += 1) {
    const next = turnStart(rotation, place + 1);
    if (start < next) yield { turn: { start, end: next }, place };
    start = next;
  }
}

function withWindow(
  turning: Turning,
  windows: readonly Window[],
  { first, end }: { readonly first: number; readonly end: number },
): readonly PlacedTurn[] {
  const open = openIn(windows, turning.zone, { start: turnStart(turning, first), end });
  return [...turnsFrom(turning, first, end)].filter(({ turn }) => common(turn, open).length > 0);
}

/**
 * A turn that has begun by then, and how many turns with a window there were before it, counted from the anchor.
 * Turns and weekdays meet in the same way again and again: only where clocks change is it counted turn by turn.
 */
function usedBefore(
  turning: Turning,
  windows: readonly Window[],
  instant: number,
): { readonly first: number; readonly used: number } {
  const step = turnsUntilRepeat(turning.every);
  const usual = new Map<number, number>();
  let [first, used] = [0, 0];
  while (turnStart(turning, first + step) <= instant) {
    const [start, end] = [turnStart(turning, first), turnStart(turning, first + step)];
    // A window may have opened the day before.
    const offset = steadyOffset({ start: start - 2 * DAY, end: end + DAY }, turning.zone);
    const known = offset === null ? undefined : usual.get(offset);
    const count = known ?? withWindow(turning, windows, { first, end }).length;
    if (offset !== null) usual.set(offset, count);
    used += count;
    first += step;
  }
  return { first, used };
}

/** After so many turns the next one begins at the same time of the same weekday; every month has every weekday. */
function turnsUntilRepeat({ n, unit }: Rotation["every"]): number {
  const week = { hours: 168, days: 7, weeks: 1, months: 1 }[unit];
  return week / greatestDivisor(n, week);
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}
