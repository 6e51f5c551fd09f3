import { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { isPerson } from "#domain/actor.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { dutyAt } from "#domain/schedule/duty.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident, type Outcome } from "#engine/incident/change-incident.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockDuty } from "#store/duty/duty.ts";
import {
  draftHandOver,
  type HandOver,
  type Hands,
  isFollowed,
  noteAccepted,
  noteConfirmed,
  noteWords,
  post,
  postedHandOver,
  readHandOver,
} from "#store/duty/hand-overs.ts";
import { insertNotices, refreshNotices } from "#store/duty/notices.ts";
import { draftNotice, heldBy, newsOfHandOver } from "./hand-off-news.ts";

/** What came of a press: done, not this person's to press, or there is no such hand-over any more. */
export type HandOverOutcome =
  | { readonly kind: "done"; readonly handOver: HandOver; readonly taken: readonly IncidentId[] }
  | { readonly kind: "not-yours"; readonly person: string | null }
  | { readonly kind: "gone" };

/** The one who comes says that Slack reaches them. */
export async function confirmShift(
  engine: Engine,
  id: number,
  by: Actor,
): Promise<HandOverOutcome> {
  return await asReceiver(engine, id, by, async () => {
    await changeHandOver(engine, id, noteConfirmed);
    return [];
  });
}

/** The one who comes accepts: the incidents that the other still has become theirs. */
export async function acceptHandOver(
  engine: Engine,
  id: number,
  by: Actor,
): Promise<HandOverOutcome> {
  return await asReceiver(engine, id, by, async ({ schedule, giver }) => {
    const from = giver ?? "";
    const held = await engine.database.transaction((tx) => heldBy(engine, tx, schedule, from));
    const taken: IncidentId[] = [];
    for (const incident of held) {
      const outcome = await takeOver(engine, incident.id, by, from);
      if (outcome?.changed === true) taken.push(incident.id);
    }
    await changeHandOver(engine, id, noteAccepted);
    return taken;
  });
}

/** The one who comes takes a single incident. */
export async function takeOverIncident(
  engine: Engine,
  { handOver: id, incident }: { readonly handOver: number; readonly incident: IncidentId },
  by: Actor,
): Promise<HandOverOutcome> {
  return await asReceiver(engine, id, by, async ({ giver }) => {
    const outcome = await takeOver(engine, incident, by, giver ?? "");
    await changeHandOver(engine, id, noteConfirmed);
    return outcome?.changed === true ? [incident] : [];
  });
}

/** What only the one who leaves knows. */
export async function writeHandOver(
  engine: Engine,
  { id, note }: { readonly id: number; readonly note: string },
  by: Actor,
): Promise<HandOverOutcome> {
  return await asGiver(engine, id, by, () =>
    changeHandOver(engine, id, (tx) => noteWords(tx, id, note)),
  );
}

/** The one who leaves hands over before the shift ends; who is on call changes by the schedule all the same. */
export async function sendHandOver(
  engine: Engine,
  id: number,
  by: Actor,
): Promise<HandOverOutcome> {
  return await asGiver(engine, id, by, () =>
    changeHandOver(engine, id, async (tx) => {
      await lockDuty(tx);
      await bringUpToDate(engine, tx, id);
      await insertNotices(tx, await newsOfHandOver(engine, tx, await post(tx, { id })));
    }),
  );
}

/** The shift may end at another moment, or somebody else come, than when it was drafted. */
async function bringUpToDate(engine: Engine, tx: Transaction, id: number): Promise<void> {
  const draft = await readHandOver(tx, id);
  if (draft === null || draft.giver === null || draft.postedAt !== null) return;
  const hands = await handsOf(engine, tx, draft.schedule, draft.giver);
  if (hands !== null) await draftHandOver(tx, hands);
}

/** The hand-over that somebody on call can begin at any time; null when nobody comes after them. */
export async function beginHandOver(
  engine: Engine,
  schedule: string,
  giver: string,
): Promise<HandOver | null> {
  return await engine.database.transaction(async (tx) => {
    await lockDuty(tx);
    const hands = await handsOf(engine, tx, schedule, giver);
    if (hands === null) return null;
    const posted = await postedHandOver(tx, hands);
    if (posted !== null) return posted;
    const drafted = await draftHandOver(tx, hands);
    await insertNotices(tx, [draftNotice(drafted, giver)]);
    await refreshNotices(tx, drafted.id);
    return drafted;
  });
}

/** To whom the person will hand the schedule, and when; null when it is not theirs now, or nobody comes. */
async function handsOf(
  engine: Engine,
  tx: Transaction,
  schedule: string,
  giver: string,
): Promise<Hands | null> {
  const now = (await readClock(tx)).toMillis();
  const timeline = engine.rotas.rotas(engine.configuration()).around(schedule, now);
  const duty = timeline === null ? null : dutyAt(timeline, now);
  if (duty === null || duty.person !== giver || duty.next === null) return null;
  const at = DateTime.fromMillis(duty.next.start, { zone: "utc" });
  return { schedule, giver, receiver: duty.next.person, at };
}

type Work<Answer> = (handOver: HandOver) => Promise<Answer>;

async function asReceiver(
  engine: Engine,
  id: number,
  by: Actor,
  work: Work<readonly IncidentId[]>,
): Promise<HandOverOutcome> {
  const handOver = await readHandOver(engine.database.kysely, id);
  if (handOver === null) return { kind: "gone" };
  if (!isPerson(by, handOver.receiver)) return { kind: "not-yours", person: handOver.receiver };
  // By now the other may hold what was never handed over.
  if (await isFollowed(engine.database.kysely, id)) return { kind: "gone" };
  return { kind: "done", taken: await work(handOver), handOver };
}

async function asGiver(
  engine: Engine,
  id: number,
  by: Actor,
  work: Work<void>,
): Promise<HandOverOutcome> {
  const handOver = await readHandOver(engine.database.kysely, id);
  if (handOver === null) return { kind: "gone" };
  if (!isPerson(by, handOver.giver)) return { kind: "not-yours", person: handOver.giver };
  await work(handOver);
  return { kind: "done", taken: [], handOver };
}

async function takeOver(
  engine: Engine,
  incident: IncidentId,
  by: Actor,
  from: string,
): Promise<Outcome | null> {
  return await changeIncident(engine, incident, () => ({ kind: "take-over", by, from }));
}

/** Everything that shows the hand-over shows it anew. */
async function changeHandOver(
  { database }: Engine,
  id: number,
  change: (tx: Transaction, id: number) => Promise<void>,
): Promise<void> {
  await database.transaction(async (tx) => {
    await change(tx, id);
    await refreshNotices(tx, id);
  });
}
