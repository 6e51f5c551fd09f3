import { DateTime } from "luxon";
import type { Shift } from "#domain/layer.ts";
import { onCallAt, workOut } from "#domain/on-call.ts";
import type { Rotas } from "#domain/rotas.ts";
import { rotaOf } from "#domain/schedule.ts";
import { nextChange, type RecordedDuty, shiftNews, type ShiftNews } from "#domain/shift-record.ts";
import { readClock } from "#store/clock.ts";
import type { Transaction } from "#store/database.ts";
import { dropDuty, lockDuty, readDuty, saveDuty } from "#store/duty.ts";
import { endShift, insertShifts, type NewShift } from "#store/shifts.ts";
import type { Engine } from "./engine.ts";
import { scheduleFollowing } from "./jobs.ts";
import { followSchedules } from "./on-call.ts";

/**
 * Follows who is on call: writes the shifts that were, tells whom it concerns when somebody else has a schedule, and
 * pages the newcomer for what nobody has acknowledged. Doing it twice does no harm, and only one process does it.
 */
export async function followDuty(engine: Engine): Promise<void> {
  await followSchedules(engine);
  await engine.database.transaction((tx) => follow(engine, tx));
}

async function follow(engine: Engine, tx: Transaction): Promise<void> {
  await lockDuty(tx);
  const rotas = engine.rotas.rotas(engine.configuration());
  const known = await readDuty(tx);
  const now = (await readClock(tx)).toMillis();
  for (const schedule of rotas.schedules.keys()) {
    await followOne(tx, rotas, { schedule, known: known.get(schedule) ?? null, now });
  }
  for (const [schedule, duty] of known) {
    if (!rotas.schedules.has(schedule)) await letGo(tx, schedule, duty);
  }
  await scheduleFollowing(tx, nextMoment(rotas, now));
}

type Look = {
  readonly schedule: string;
  readonly known: RecordedDuty | null;
  readonly now: number;
};

async function followOne(tx: Transaction, rotas: Rotas, look: Look): Promise<void> {
  const { schedule, known } = look;
  // A transaction that began earlier may come later: what is on record stays.
  const now = Math.max(look.now, known?.followedAt ?? 0);
  const news = shiftNews(rotas, schedule, known, now);
  const ended = endOf(news.recorded);
  if (ended !== null) await endShift(tx, schedule, ended);
  await insertShifts(tx, schedule, newShifts(rotas, schedule, news));
  await saveDuty(tx, schedule, { person: news.person, since: news.since, followedAt: now });
}

function newShifts(rotas: Rotas, schedule: string, { fresh }: ShiftNews): readonly NewShift[] {
  return fresh.map((shift) => {
    const { person, start } = shift;
    const source = isPlanned(rotas, schedule, start, person) ? "rota" : "override";
    return { person, start, end: endOf(shift), source };
  });
}

/** Null while it runs. */
function endOf(shift: Shift | null): number | null {
  return shift !== null && Number.isFinite(shift.end) ? shift.end : null;
}

/** Whether the layers alone would have the person on call, without what people changed. */
function isPlanned(rotas: Rotas, id: string, instant: number, person: string): boolean {
  const schedule = rotas.schedules.get(id);
  if (schedule === undefined) return true;
  const timeline = workOut(rotaOf(schedule), { start: instant, end: instant + 1 });
  return onCallAt(timeline, instant)?.person === person;
}

/** A schedule that is there no more ends when it was last seen. */
async function letGo(tx: Transaction, schedule: string, duty: RecordedDuty): Promise<void> {
  await endShift(tx, schedule, duty.followedAt);
  await dropDuty(tx, schedule);
}

/** When somebody else is on call next, in whichever schedule. */
function nextMoment(rotas: Rotas, now: number): DateTime | null {
  const changes = [...rotas.schedules.keys()].flatMap((id) => nextChange(rotas, id, now) ?? []);
  if (changes.length === 0) return null;
  return DateTime.fromMillis(Math.min(...changes), { zone: "utc" });
}
