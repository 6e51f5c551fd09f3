import type { Shift } from "./layer.ts";
import { onCallAt, type Timeline } from "./on-call.ts";
import { joined, piecesOf, type Span } from "./span.ts";

/** A stretch in which somebody else, or nobody, is on call than before; null is nobody. */
export type ShiftChange = Span & { readonly before: string | null; readonly after: string | null };

/** What differs between two ways the same time was worked out, in order and as long as it can be. */
export function shiftChanges(before: Timeline, after: Timeline): readonly ShiftChange[] {
  const pieces = piecesOf(before.span, [...before.shifts, ...after.shifts]).map(
    (piece): ShiftChange => {
      const [old, fresh] = [personIn(before, piece.start), personIn(after, piece.start)];
      return { ...piece, before: old, after: fresh };
    },
  );
  const changes = pieces.filter((piece) => piece.before !== piece.after);
  return joined(changes, (one, other) => one.before === other.before && one.after === other.after);
}

function personIn(timeline: Timeline, instant: number): Shift["person"] | null {
  return onCallAt(timeline, instant)?.person ?? null;
}
