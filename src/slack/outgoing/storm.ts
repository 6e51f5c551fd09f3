import type { DateTime } from "luxon";
import { z } from "zod";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { channelAt } from "#engine/place.ts";
import { readGroup } from "#slack/incident-group.ts";
import { renderDigest } from "#slack/views/digest.ts";
import { readClock } from "#store/database/clock.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { openAmong } from "#store/incident/incidents.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import {
  addEntries,
  entriesOf,
  insertMessage,
  type SlackMessage,
} from "#store/slack/slack-messages.ts";
import {
  type Digest,
  digestsOfStorm,
  endStorm,
  noteStorm,
  stormAt,
} from "#store/slack/slack-storms.ts";
import { blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendToChannel } from "./send-to-channel.ts";

const StormJob = z.object({ place: z.string() });

/** A storm is over when nothing new has come for this long. */
const QUIET = { minutes: 2 };

/** A digest takes no more after that: what comes later must arrive as a message, not as a silent change. */
const MOST_IN_DIGEST = 100;
const DIGEST_AGE = { minutes: 10 };

/**
 * Puts new incidents into the storm's digest, beginning a storm or another digest when there is need.
 * Answers the digests that are to be drawn anew, the older one too when it takes no more.
 */
export async function joinStorm(
  out: Outgoing,
  place: string,
  fresh: readonly Incident[],
  now: DateTime,
): Promise<readonly SlackMessage[]> {
  const entries = fresh.map(({ id }) => ({ incident: id, page: null }));
  return await out.engine.database.transaction(async (tx) => {
    const storm = await stormAt(tx, place);
    const [newest] = storm === null ? [] : await digestsOfStorm(tx, storm);
    const standing = newest !== undefined && takesMore(newest, now) ? newest.message : null;
    const digest = standing ?? (await insertMessage(tx, { kind: "digest", place }));
    await addEntries(tx, digest.id, entries);
    await noteStorm(tx, place, now);
    await bookWatch(tx, place, now.plus(QUIET));
    return standing === null && newest !== undefined ? [newest.message, digest] : [digest];
  });
}

function takesMore({ size, postedAt }: Digest, now: DateTime): boolean {
  return size < MOST_IN_DIGEST && (postedAt === null || now < postedAt.plus(DIGEST_AGE));
}

/** Ends the storms that have been quiet; their incidents may then have channels of their own. */
export async function watchStorms(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const places = new Set(jobs.map(({ payload }) => StormJob.parse(payload).place));
  for (const place of places) await watchOne(out, place);
  return { done: jobs.map(({ id }) => id) };
}

/** The digests say first that it is over: should that fail, the storm still stands and is ended at the next attempt. */
async function watchOne(out: Outgoing, place: string): Promise<void> {
  const { database } = out.engine;
  const storm = await stormAt(database.kysely, place);
  if (storm === null) return;
  const quietAt = storm.lastNewAt.plus(QUIET);
  if ((await readClock(database.kysely)) < quietAt) {
    await database.transaction((tx) => bookWatch(tx, place, quietAt));
    return;
  }
  const digests = (await digestsOfStorm(database.kysely, storm)).map(({ message }) => message);
  for (const digest of digests) await draw(out, digest, null);
  await database.transaction((tx) => letGo(tx, place, digests));
}

/** Makes the digest show what is true of all its incidents. */
export async function showDigest(out: Outgoing, message: SlackMessage): Promise<void> {
  const { kysely } = out.engine.database;
  const storm = await stormAt(kysely, message.place);
  const [newest] = storm === null ? [] : await digestsOfStorm(kysely, storm);
  const isCurrent = newest?.message.id === message.id;
  await draw(out, message, isCurrent ? (storm?.since ?? null) : null);
}

async function draw(out: Outgoing, message: SlackMessage, since: DateTime | null): Promise<void> {
  const { configuration, database, logger } = out.engine;
  const group = await readGroup(out, await idsIn(database.kysely, message));
  const content = renderDigest({ since, ...group, services: configuration().services });
  try {
    await sendToChannel(out, message, channelAt(message.place), content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    logger.error({ place: message.place, error: error.message }, "digest refused");
  }
}

async function idsIn(connection: Connection, digest: SlackMessage): Promise<readonly IncidentId[]> {
  return (await entriesOf(connection, digest.id)).map(({ incident }) => incident);
}

/** What is still open may have a channel of its own now. */
async function letGo(
  tx: Transaction,
  place: string,
  digests: readonly SlackMessage[],
): Promise<void> {
  await endStorm(tx, place);
  for (const digest of digests) {
    const open = await openAmong(tx, await idsIn(tx, digest));
    for (const id of open) await enqueueAnnouncement(tx, id);
  }
}

async function bookWatch(tx: Transaction, place: string, at: DateTime): Promise<void> {
  const lane = `card:${place}`;
  await enqueue(tx, [{ lane, kind: "storm", payload: { place }, runAt: at, dedupe: "storm" }]);
}
