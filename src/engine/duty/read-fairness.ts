import { homeZone } from "#domain/configuration/home-zone.ts";
import type { Shift } from "#domain/schedule/layer.ts";
import { overlap, type Span } from "#domain/schedule/span.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { fairness, type Fairness } from "#domain/shift/fairness.ts";
import { type Month, monthSpan } from "#domain/shift/month.ts";
import { shiftsIn } from "#domain/shift/shifts-in.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import { pagesSent, recordedSince } from "#store/duty/months.ts";
import { readShifts, type RecordedShift } from "#store/duty/shifts.ts";

/** What a month asked of the people of these schedules, taken together. */
export async function readFairness(
  engine: Pick<Engine, "database" | "configuration" | "rotas">,
  schedules: readonly string[],
  month: Month,
): Promise<Fairness> {
  const { kysely } = engine.database;
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  const own = schedules.flatMap((id) => rotas.schedules.get(id) ?? []);
  const span = monthSpan(month, own[0]?.timezone ?? "utc");
  // A night or a weekend may end in the month after.
  const wide = { start: span.start - 3 * DAY, end: span.end + 3 * DAY };
  const now = (await readClock(kysely)).toMillis();
  const since = await recordedSince(kysely);
  const recorded = await readShifts(kysely, wide, schedules);
  const shifts = own.flatMap(({ id }) => [
    ...cutTo(shiftsIn(rotas, id, wide), { ...wide, end: Math.min(now, since.get(id) ?? now) }),
    ...recorded.filter(({ schedule }) => schedule === id).map((one) => asShift(one, now)),
    ...cutTo(shiftsIn(rotas, id, wide), { ...wide, start: Math.max(now, wide.start) }),
  ]);
  return fairness({
    span,
    shifts,
    pages: await pagesSent(kysely, span),
    zoneOf: (person) => homeZone(configuration, person, own),
  });
}

/** Before there was a record, and in what is left of the month, the turns count as they were planned. */
function cutTo(shifts: readonly Shift[], span: Span): readonly Shift[] {
  return shifts.flatMap((shift) => {
    const part = overlap(shift, span);
    return part === null ? [] : [{ ...shift, ...part }];
  });
}

function asShift({ person, start, end }: RecordedShift, now: number): Shift {
  return { person, start: start.toMillis(), end: end?.toMillis() ?? now };
}
