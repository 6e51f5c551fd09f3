import type { DateTime } from "luxon";
import type { Trouble } from "#domain/impairment.ts";
import { gaps } from "#domain/schedule/on-call.ts";
import { membersOf, type Schedule } from "#domain/schedule/schedule.ts";
import type { Span } from "#domain/schedule/span.ts";
import { shiftsBetween } from "#domain/shift/shift-record.ts";
import type { Engine } from "#engine/engine.ts";
import { placeOfChannel } from "#engine/place.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { insertNotices, lastNoticeAt, type NewNotice } from "#store/duty/notices.ts";
import { noticeChannel } from "./hand-off-news.ts";

/** When nobody will be on call although somebody should be, and who could be asked. */
export type Gaps = {
  readonly schedule: Schedule;
  readonly gaps: readonly Span[];
  readonly people: readonly string[];
  readonly now: DateTime;
};

const SOON = { days: 1 };
const AT_MOST_EVERY = { days: 7 };

/** Measures the gaps ahead and reminds each schedule's channel of them, at most once a week. */
export async function watchGaps(engine: Engine): Promise<void> {
  const { database, configuration, metrics, impairments } = engine;
  const now = await readClock(database.kysely);
  const found = [...configuration().schedules.values()].map((schedule) => {
    return { schedule, ahead: gapsAhead(engine, schedule, now) };
  });
  metrics.oncallGapSeconds.reset();
  for (const { schedule, ahead } of found) {
    metrics.oncallGapSeconds.set({ schedule: schedule.id }, secondsOf(ahead));
  }
  impairments.setAll("schedules", troublesOf(found, now, configuration().slack.oncallCommand));
  const open = found.filter(({ ahead }) => ahead.length > 0).map(({ schedule }) => schedule);
  if (open.length === 0) return;
  await database.transaction(async (tx) => {
    const notices: NewNotice[] = [];
    for (const schedule of open) notices.push(...(await reminderFor(engine, tx, schedule, now)));
    await insertNotices(tx, notices);
  });
}

/** Those that nobody can leave to the weekly reminder. */
function troublesOf(
  found: readonly { readonly schedule: Schedule; readonly ahead: readonly Span[] }[],
  now: DateTime,
  command: string,
): ReadonlyMap<string, Trouble> {
  const soon = now.plus(SOON).toMillis();
  const near = found.filter(({ ahead }) => ahead.some(({ start }) => start < soon));
  return new Map(near.map(({ schedule }) => [schedule.id, gapTrouble(schedule, command)]));
}

function gapTrouble({ id, name }: Schedule, command: string): Trouble {
  return {
    words: `Nobody is on call for ${name} at some time of the next 24 hours`,
    consequence: "Whoever the policy names next is paged at once in their place.",
    fix: `Say who: ${command} override ${id}`,
    severity: "degraded",
  };
}

/** The gaps as they are now; null when there are none any more. */
export async function readGaps(engine: Engine, id: string): Promise<Gaps | null> {
  const { configuration, database } = engine;
  const schedule = configuration().schedules.get(id);
  if (schedule === undefined) return null;
  const now = await readClock(database.kysely);
  const ahead = gapsAhead(engine, schedule, now);
  const team = configuration().teams.get(schedule.team)?.members ?? [];
  const people = [...new Set([...membersOf(schedule), ...team])];
  return ahead.length === 0 ? null : { schedule, gaps: ahead, people, now };
}

/** Never about the past. */
function gapsAhead(
  { rotas, configuration }: Engine,
  { id, timezone, coverage }: Schedule,
  now: DateTime,
): readonly Span[] {
  const span = { start: now.toMillis(), end: now.plus(coverage.lookahead).toMillis() };
  const shifts = shiftsBetween(rotas.rotas(configuration()), id, span);
  const minGap = coverage.minGap.toMillis();
  return gaps({ span, shifts }, timezone, { windows: coverage.windows, minGap });
}

async function reminderFor(
  { configuration }: Engine,
  tx: Transaction,
  schedule: Schedule,
  now: DateTime,
): Promise<readonly NewNotice[]> {
  const channel = noticeChannel(configuration(), schedule);
  const last = await lastNoticeAt(tx, `gaps/${schedule.id}/`);
  if (channel === undefined || (last !== null && last > now.minus(AT_MOST_EVERY))) return [];
  const about = { kind: "gaps", schedule: schedule.id } as const;
  const key = `gaps/${schedule.id}/${now.toISODate()}`;
  return [{ key, place: placeOfChannel(channel), about }];
}

function secondsOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + (end - start) / 1000, 0);
}
