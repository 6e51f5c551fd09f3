import type { DateTime } from "luxon";
import { type Actor, MUSTER } from "#domain/actor.ts";
import { isPerson } from "#domain/actor.ts";
import { movesBack, movesOf } from "#domain/change/change-conflicts.ts";
import {
  fromNow,
  type Known,
  type Objection,
  objectionsTo,
  type ScheduleChange,
  type WantedChange,
} from "#domain/change/schedule-change.ts";
import type { ShiftChange } from "#domain/schedule/shift-changes.ts";
import type { Engine } from "#engine/engine.ts";
import { followSchedules } from "#engine/on-call.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import {
  insertChanges,
  lockChanges,
  type NewChange,
  noteCancelled,
  readChange,
  readCurrentChanges,
  readWithPair,
} from "#store/duty/schedule-changes.ts";
import { enqueue } from "#store/job/jobs.ts";
import { noticeJobs } from "./change-jobs.ts";
import { followDuty } from "./hand-off.ts";

export type OverrideOutcome =
  | { readonly kind: "made"; readonly change: ScheduleChange }
  | { readonly kind: "refused"; readonly objections: readonly Objection[] };

/** Puts somebody on call. The id names the wish: however often it comes, it is one change. */
export async function overrideSchedule(
  engine: Engine,
  { id, ...wish }: WantedChange & { readonly id: string },
  by: Actor,
): Promise<OverrideOutcome> {
  await followSchedules(engine);
  const outcome = await engine.database.transaction(async (tx): Promise<OverrideOutcome> => {
    await lockChanges(tx);
    const made = await readChange(tx, id);
    if (made !== null) return { kind: "made", change: made };
    const now = await readClock(tx);
    const objections = objectionsTo(wish, knownTo(engine), now.toMillis());
    if (objections.length > 0) return { kind: "refused", objections };
    const wanted = fromNow(wish, now.toMillis());
    const change = { ...wanted, id, kind: "override", pair: null, request: null } as const;
    await makeChanges(engine, tx, [{ ...change, createdBy: by }], now);
    const saved = { cancelledBy: null, cancelledAt: null, createdAt: now.toMillis() };
    return { kind: "made", change: { ...change, ...saved, createdBy: by } };
  });
  await comeIntoForce(engine);
  return outcome;
}

/** Saves changes that belong together, and tells whom they concern; for a caller who holds the lock. */
export async function makeChanges(
  engine: Engine,
  tx: Transaction,
  changes: readonly NewChange[],
  now: DateTime,
): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const rotas = engine.rotas.rotas(engine.configuration());
  const moves = changes.flatMap((change) => movesOf(rotas, change, now.toMillis()));
  await insertChanges(tx, changes, now);
  const notice = { change: first.id, schedule: first.schedule, news: "made" } as const;
  const concerned = [...peopleIn(moves, changes)].filter((one) => !isOwnWish(changes, one));
  await enqueue(tx, noticeJobs(engine.configuration(), notice, concerned));
}

export type CancelOutcome =
  | { readonly kind: "cancelled"; readonly changes: readonly ScheduleChange[] }
  /** Somebody was faster, or it came twice. */
  | { readonly kind: "repeated"; readonly by: Actor | null }
  | { readonly kind: "over" }
  | { readonly kind: "unknown" };

/** Takes back what is still to come of a change, and of the other half when it is one of a swap. */
export async function cancelChange(engine: Engine, id: string, by: Actor): Promise<CancelOutcome> {
  await followSchedules(engine);
  const outcome = await engine.database.transaction(async (tx): Promise<CancelOutcome> => {
    await lockChanges(tx);
    const now = await readClock(tx);
    const changes = await readWithPair(tx, id);
    const [first] = changes;
    if (first === undefined) return { kind: "unknown" };
    const live = changes.filter(({ cancelledAt }) => cancelledAt === null);
    if (live.length === 0) return { kind: "repeated", by: first.cancelledBy };
    const ahead = live.filter(({ end }) => end > now.toMillis());
    if (ahead.length === 0) return { kind: "over" };
    await takeBack(engine, tx, ahead, { by, now });
    return { kind: "cancelled", changes: ahead };
  });
  await comeIntoForce(engine);
  return outcome;
}

/** Whoever is no longer in muster.yaml can take no shift; whoever made such a change is told. */
export async function cancelVoidChanges(engine: Engine): Promise<void> {
  const cancelled = await engine.database.transaction(async (tx) => {
    await lockChanges(tx);
    const now = await readClock(tx);
    const { people } = engine.configuration();
    const changes = await readCurrentChanges(tx, now);
    const gone = changes.filter(({ person }) => !people.has(person));
    for (const change of gone) await takeBack(engine, tx, [change], { by: MUSTER, now });
    return gone.length;
  });
  if (cancelled > 0) await comeIntoForce(engine);
}

async function takeBack(
  engine: Engine,
  tx: Transaction,
  changes: readonly ScheduleChange[],
  { by, now }: { readonly by: Actor; readonly now: DateTime },
): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const ids = changes.map((change) => change.id);
  const rotas = engine.rotas.rotas(engine.configuration());
  const rest = changes.map((change) => fromNow(change, now.toMillis()));
  const known = engine.configuration().people;
  // What is void is not in force, so it is asked the other way round whose shift it was to be.
  const moves = rest.flatMap((change) => {
    return known.has(change.person)
      ? movesBack(rotas, change, ids)
      : movesOf(rotas, change, now.toMillis());
  });
  await noteCancelled(tx, ids, by, now);
  const notice = { change: first.id, schedule: first.schedule, news: "cancelled" } as const;
  const told = [...peopleIn(moves, changes), ...authorsOf(changes)].filter((one) => known.has(one));
  await enqueue(tx, noticeJobs(engine.configuration(), notice, new Set(told)));
}

/** At once, for the next page; when that fails, within a minute. */
export async function comeIntoForce(engine: Engine): Promise<void> {
  try {
    await followDuty(engine);
  } catch (error) {
    engine.logger.error({ err: error }, "a change is saved but not followed yet");
  }
}

export function knownTo({ configuration }: Engine): Known {
  const { people, schedules } = configuration();
  return { people: new Set(people.keys()), schedules: new Set(schedules.keys()) };
}

/** Who gets a shift, who loses one, and whom the change names. */
function peopleIn(
  moves: readonly ShiftChange[],
  changes: readonly WantedChange[],
): ReadonlySet<string> {
  const people = [
    ...moves.flatMap(({ before, after }) => [before, after]),
    ...changes.map(({ person }) => person),
  ];
  return new Set(people.filter((person) => person !== null));
}

/** Whoever puts themselves on call has just been told what they saved. */
function isOwnWish(changes: readonly NewChange[], person: string): boolean {
  return changes.every(({ kind, person: taker, createdBy: by }) => {
    return kind === "override" && taker === person && isPerson(by, person);
  });
}

function authorsOf(changes: readonly ScheduleChange[]): readonly string[] {
  return changes.flatMap(({ createdBy }) => {
    return createdBy.kind === "person" && createdBy.person !== null ? [createdBy.person] : [];
  });
}
