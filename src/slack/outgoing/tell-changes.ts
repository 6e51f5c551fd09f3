import type { DateTime } from "luxon";
import { movesMade } from "#domain/change/change-conflicts.ts";
import type { ScheduleChange } from "#domain/change/schedule-change.ts";
import { ChangeNotice, CoverJob } from "#engine/duty/change-jobs.ts";
import { placeOf, placeOfChannel } from "#engine/place.ts";
import { type OfferFacts, renderOffer, renderUnmet } from "#slack/views/cover-offer.ts";
import type { Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import {
  cancelledLine,
  type ChangeFacts,
  changeLine,
  changeLineTo,
} from "#slack/words/change-words.ts";
import type { Pen } from "#slack/words/mrkdwn.ts";
import { type ChangeSubject, intendAbout } from "#store/duty/change-messages.ts";
import { readRequest } from "#store/duty/cover-requests.ts";
import { readWithPair } from "#store/duty/schedule-changes.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendToChannel } from "./send-to-channel.ts";
import { sendToPerson } from "./send-to-person.ts";

type Context = { readonly now: DateTime };

/** Slack allows about one message a second in one place. */
const PAUSE = { seconds: 1 };

/** Tells of changes: whom they concern, and in one line the team's channel. */
export async function tellChanges(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: Context,
): Promise<Outcome> {
  for (const { payload } of jobs) await tellChange(out, ChangeNotice.parse(payload), now);
  return { done: jobs.map(({ id }) => id), pauseUntil: now.plus(PAUSE) };
}

async function tellChange(
  out: Outgoing,
  { change: id, news, person }: ChangeNotice,
  now: DateTime,
): Promise<void> {
  const changes = await readWithPair(out.engine.database.kysely, id);
  const [first] = changes;
  // After a time without Slack, what is over by then is on record and no news.
  if (first === undefined || changes.every(({ end }) => end <= now.toMillis())) return;
  const facts = factsOf(out);
  const told = news === "made" ? changes : changes.filter((one) => one.cancelledAt !== null);
  const content = inBothPens((pen) => [
    told.map((one) => lineOf(one, { news, person, facts, pen })),
  ]);
  const purpose = `${news}/${person ?? "channel"}`;
  const channel = homeOf(out, first.schedule);
  await sendTo(out, { subject: id, purpose }, { person, channel }, content);
}

type Line = Pick<ChangeNotice, "news" | "person"> & {
  readonly facts: ChangeFacts;
  readonly pen: Pen;
};

function lineOf(change: ScheduleChange, { news, person, facts, pen }: Line): string {
  if (news === "cancelled") return cancelledLine(change, facts, pen);
  return person === null
    ? changeLine(change, facts, pen)
    : changeLineTo(person, change, facts, pen);
}

/** Makes the offers of requests show what is true now. */
export async function showOffers(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: Context,
): Promise<Outcome> {
  for (const { payload } of jobs) {
    const facts = await offerFacts(out, CoverJob.parse(payload).request);
    if (facts === null) continue;
    const { id, swap, schedule } = facts.request;
    const target = { person: swap?.asked ?? null, channel: homeOf(out, schedule) };
    await sendTo(out, { subject: id, purpose: "offer" }, target, renderOffer(facts));
  }
  return { done: jobs.map(({ id }) => id), pauseUntil: now.plus(PAUSE) };
}

/** Tells those who asked that their request came to nothing. */
export async function tellUnmet(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: Context,
): Promise<Outcome> {
  for (const { payload } of jobs) {
    const facts = await offerFacts(out, CoverJob.parse(payload).request);
    if (facts === null) continue;
    const { id, person } = facts.request;
    const target = { person, channel: undefined };
    await sendTo(out, { subject: id, purpose: "unmet" }, target, renderUnmet(facts));
  }
  return { done: jobs.map(({ id }) => id), pauseUntil: now.plus(PAUSE) };
}

/** A notice that Slack refuses is let be: it keeps nobody else's waiting, and who is on call is on record. */
async function sendTo(
  out: Outgoing,
  subject: ChangeSubject,
  { person, channel }: { readonly person: string | null; readonly channel: string | undefined },
  content: Message,
): Promise<void> {
  const { database, logger } = out.engine;
  const place = placeFor(person, channel);
  if (place === null) return;
  const message = await intendAbout(database, subject, place);
  try {
    if (person !== null) await sendToPerson(out, message, person, content);
    else if (channel !== undefined) await sendToChannel(out, message, channel, content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    logger.error({ ...subject, error: error.message }, "a notice of a change was refused");
  }
}

function placeFor(person: string | null, channel: string | undefined): string | null {
  if (person !== null) return placeOf({ kind: "person", person });
  return channel === undefined ? null : placeOfChannel(channel);
}

async function offerFacts(out: Outgoing, id: string): Promise<OfferFacts | null> {
  const request = await readRequest(out.engine.database.kysely, id);
  if (request === null) return null;
  const { scheduleName } = factsOf(out);
  return { request, nameOf: out.nameOf, scheduleName: scheduleName(request.schedule) };
}

function factsOf({ engine, nameOf }: Outgoing): ChangeFacts {
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  return {
    nameOf,
    scheduleName: (id) => configuration.schedules.get(id)?.name ?? id,
    losersOf: (change) => {
      const moves = movesMade(rotas, change);
      return [...new Set(moves.flatMap(({ before }) => before ?? []))];
    },
  };
}

function homeOf({ engine }: Outgoing, schedule: string): string | undefined {
  const { schedules, teams } = engine.configuration();
  return teams.get(schedules.get(schedule)?.team ?? "")?.channel;
}
