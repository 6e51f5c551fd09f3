import { DateTime } from "luxon";
import type { Shift } from "#domain/schedule/layer.ts";
import type { Rotas } from "#domain/schedule/rotas.ts";
import {
  nextChange,
  type RecordedDuty,
  shiftNews,
  type ShiftNews,
} from "#domain/shift/shift-record.ts";
import type { Engine } from "#engine/engine.ts";
import { reconsiderPages } from "#engine/incident/re-page.ts";
import { scheduleFollowing } from "#engine/job/jobs.ts";
import { followSchedules } from "#engine/on-call.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { dropDuty, lockDuty, readDuty, saveDuty } from "#store/duty/duty.ts";
import type { Hands } from "#store/duty/hand-overs.ts";
import { insertNotices, type NewNotice } from "#store/duty/notices.ts";
import { endShift, insertShifts, type NewShift } from "#store/duty/shifts.ts";
import { newsOfChange } from "./hand-off-news.ts";
import { timelyNews } from "./hand-off-timely.ts";
import { showDuty } from "./show-duty.ts";

/**
 * Follows who is on call: pages the newcomer for what nobody has acknowledged, writes the shifts that were, and tells
 * whom it concerns when somebody else has a schedule. Doing it twice does no harm, and only one process writes.
 */
export async function followDuty(engine: Engine): Promise<void> {
  await followSchedules(engine);
  // Pages first: they wait for nothing that is told about shifts.
  await reconsiderPages(engine);
  await engine.database.transaction((tx) => follow(engine, tx));
}

async function follow(engine: Engine, tx: Transaction): Promise<void> {
  await lockDuty(tx);
  const rotas = engine.rotas.rotas(engine.configuration());
  const known = await readDuty(tx);
  const now = await readClock(tx);
  const changes: Hands[] = [];
  for (const schedule of rotas.schedules.keys()) {
    const look = { schedule, known: known.get(schedule) ?? null, now: now.toMillis() };
    changes.push(...(await followOne(tx, rotas, look)));
  }
  for (const [schedule, duty] of known) {
    if (!rotas.schedules.has(schedule)) await letGo(tx, schedule, duty);
  }
  const news: NewNotice[] = [];
  for (const change of changes) news.push(...(await newsOfChange(engine, tx, change)));
  const timely = await timelyNews(engine, tx, { rotas, known, now });
  await insertNotices(tx, [...news, ...timely.notices]);
  const changed = changes.map(({ schedule }) => schedule);
  await showDuty(engine, tx, changed);
  await scheduleFollowing(tx, soonest([...timely.moments, ...nextChanges(rotas, now.toMillis())]));
}

type Look = {
  readonly schedule: string;
  readonly known: RecordedDuty | null;
  readonly now: number;
};

/** Brings the record up to date; answers the change of hands, if there was one. Nobody has taken over at the first look. */
async function followOne(tx: Transaction, rotas: Rotas, look: Look): Promise<readonly Hands[]> {
  const { schedule, known } = look;
  // A transaction that began earlier may come later: what is on record stays.
  const now = Math.max(look.now, known?.followedAt ?? 0);
  const news = shiftNews(rotas, schedule, known, now);
  const ended = endOf(news.recorded);
  if (ended !== null) await endShift(tx, schedule, ended);
  await insertShifts(tx, schedule, newShifts(rotas, schedule, news));
  const { person: receiver, since } = news;
  await saveDuty(tx, schedule, { person: receiver, since, followedAt: now });
  if (known === null || known.person === receiver) return [];
  return [{ schedule, giver: known.person, receiver, at: moment(since) }];
}

function newShifts(rotas: Rotas, schedule: string, { fresh }: ShiftNews): readonly NewShift[] {
  return fresh.map((shift) => {
    const { person, start } = shift;
    return { person, start, end: endOf(shift), source: sourceOf(rotas, schedule, start) };
  });
}

/** Null while it runs. */
function endOf(shift: Shift | null): number | null {
  return shift !== null && Number.isFinite(shift.end) ? shift.end : null;
}

/** Whether the person has it by turns, or because somebody changed it. */
function sourceOf(rotas: Rotas, schedule: string, instant: number): NewShift["source"] {
  const changed = rotas.around(schedule, instant)?.changed ?? [];
  const isChanged = changed.some(({ start, end }) => start <= instant && instant < end);
  return isChanged ? "override" : "rota";
}

/** A schedule that is there no more ends when it was last seen. */
async function letGo(tx: Transaction, schedule: string, duty: RecordedDuty): Promise<void> {
  await endShift(tx, schedule, duty.followedAt);
  await dropDuty(tx, schedule);
}

/** When each schedule changes next. */
function nextChanges(rotas: Rotas, now: number): readonly number[] {
  return [...rotas.schedules.keys()].flatMap((id) => nextChange(rotas, id, now) ?? []);
}

function soonest(moments: readonly number[]): DateTime | null {
  return moments.length === 0 ? null : moment(moments.reduce((one, other) => Math.min(one, other)));
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
