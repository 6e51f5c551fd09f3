import type { Shift } from "./layer.ts";
import { onCallAt, type Timeline } from "./on-call.ts";
import type { Span } from "./span.ts";

/** A stretch in which somebody else, or nobody, is on call than before; null is nobody. */
export type ShiftChange = Span & { readonly before: string | null; readonly after: string | null };

/** What differs between two ways the same time was worked out, in order and as long as it can be. */
export function shiftChanges(before: Timeline, after: Timeline): readonly ShiftChange[] {
  const { start, end } = before.span;
  const edges = [...before.shifts, ...after.shifts].flatMap((shift) => [shift.start, shift.end]);
  const cuts = [...new Set([start, ...edges, end])]
    .filter((cut) => cut >= start && cut <= end)
    .toSorted((one, other) => one - other);
  const pieces = cuts.slice(0, -1).map((cut, index): ShiftChange => {
    const [old, fresh] = [personIn(before, cut), personIn(after, cut)];
    return { start: cut, end: cuts[index + 1] ?? end, before: old, after: fresh };
  });
  return joined(pieces.filter((piece) => piece.before !== piece.after));
}

function personIn(timeline: Timeline, instant: number): Shift["person"] | null {
  return onCallAt(timeline, instant)?.person ?? null;
}

function joined(pieces: readonly ShiftChange[]): readonly ShiftChange[] {
  const changes: ShiftChange[] = [];
  for (const piece of pieces) {
    const last = changes.at(-1);
    const goesOn =
      last?.end === piece.start && last.before === piece.before && last.after === piece.after;
    if (goesOn) changes[changes.length - 1] = { ...last, end: piece.end };
    else changes.push(piece);
  }
  return changes;
}
