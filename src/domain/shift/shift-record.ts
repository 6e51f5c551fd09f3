import type { Shift } from "#domain/schedule/layer.ts";
import { onCallAt } from "#domain/schedule/on-call.ts";
import type { Rotas } from "#domain/schedule/rotas.ts";
import { joined, overlap, type Span } from "#domain/schedule/span.ts";

/** Who has a schedule and since when, as it is on record up to a moment. */
export type RecordedDuty = {
  readonly person: string | null;
  readonly since: number;
  readonly followedAt: number;
};

/** How the record goes on. A shift that runs ends at infinity. */
export type ShiftNews = {
  /** The shift that was running, as it is known now. */
  readonly recorded: Shift | null;
  /** Those that began since the record was last brought up to date. */
  readonly fresh: readonly Shift[];
  /** Who has it now, and since when; null is nobody. */
  readonly person: string | null;
  readonly since: number;
};

const ENDLESS = Number.POSITIVE_INFINITY;

/**
 * Goes on from what is on record. What came before is never written anew: an edit of a schedule changes nothing
 * of it. Of what came before the first look nothing is known, so the first shift begins with it.
 */
export function shiftNews(
  rotas: Rotas,
  schedule: string,
  known: RecordedDuty | null,
  now: number,
): ShiftNews {
  const seen = seenShifts(rotas, schedule, { start: known?.followedAt ?? now, end: now });
  const before = recordedShifts(known);
  const shifts = joined([...before, ...seen], (one, other) => one.person === other.person);
  const last = shifts.at(-1);
  const duty =
    last?.end === ENDLESS
      ? { person: last.person, since: last.start }
      : { person: null, since: last?.end ?? known?.since ?? now };
  const [recorded = null] = shifts.slice(0, before.length);
  return { recorded, fresh: shifts.slice(before.length), ...duty };
}

/** The shifts in the span, cut at its ends. */
export function shiftsBetween(rotas: Rotas, schedule: string, span: Span): readonly Shift[] {
  const found: Shift[] = [];
  for (let { start } = span; start < span.end;) {
    const timeline = rotas.around(schedule, start);
    if (timeline === null) return [];
    const part = { start, end: Math.min(span.end, timeline.span.end) };
    for (const shift of timeline.shifts) {
      const piece = overlap(shift, part);
      if (piece !== null) found.push({ ...piece, person: shift.person });
    }
    start = part.end;
  }
  return joined(found, (one, other) => one.person === other.person);
}

/** When the schedule changes hands next, or somebody begins or ends; null when that is months away. */
export function nextChange(rotas: Rotas, schedule: string, now: number): number | null {
  const timeline = rotas.around(schedule, now);
  if (timeline === null) return null;
  const edges = timeline.shifts.flatMap(({ start, end }) => [start, end]);
  return edges.find((edge) => edge > now && edge < timeline.span.end) ?? null;
}

function recordedShifts(known: RecordedDuty | null): readonly Shift[] {
  if (known === null || known.person === null) return [];
  return [{ start: known.since, end: known.followedAt, person: known.person }];
}

/** Those since the last look; the one that runs has no end yet. */
function seenShifts(rotas: Rotas, schedule: string, span: Span): readonly Shift[] {
  const timeline = rotas.around(schedule, span.end);
  const running = timeline === null ? null : onCallAt(timeline, span.end);
  const over = shiftsBetween(rotas, schedule, span);
  if (running === null) return over;
  const start = Math.max(running.start, span.start);
  return [
    ...over.filter((shift) => shift.end <= start),
    { start, end: ENDLESS, person: running.person },
  ];
}
