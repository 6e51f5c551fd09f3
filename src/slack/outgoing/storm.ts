import type { DateTime } from "luxon";
import { isOpen, type Incident } from "#domain/incident.ts";
import { enqueueAnnouncement } from "#engine/jobs.ts";
import { renderDigest } from "#slack/views/digest.ts";
import { readClock } from "#store/clock.ts";
import type { Transaction } from "#store/database.ts";
import { readIncidents } from "#store/incidents.ts";
import { enqueue } from "#store/jobs.ts";
import type { Job, Outcome } from "#store/lanes.ts";
import { addEntries, entriesOf, intendMessage, type SlackMessage } from "#store/slack-messages.ts";
import { digestOfStorm, endStorm, noteStorm, stormAt } from "#store/slack-storms.ts";
import { blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendToChannel } from "./send-to-channel.ts";

/** A storm is over when nothing new has come for this long. */
const QUIET = { minutes: 2 };

/** Puts new incidents into the storm's digest, beginning a storm if there is none. */
export async function joinStorm(
  out: Outgoing,
  place: string,
  fresh: readonly Incident[],
  now: DateTime,
): Promise<SlackMessage> {
  const { database } = out.engine;
  const storm = await stormAt(database.kysely, place);
  const entries = fresh.map(({ id }) => ({ incident: id, page: null }));
  const standing = storm === null ? null : await digestOfStorm(database.kysely, place);
  const digest = standing ?? (await intendMessage(database, { kind: "digest", place }, entries));
  await database.transaction(async (tx) => {
    await addEntries(tx, digest.id, entries);
    if (fresh.length === 0) return;
    await noteStorm(tx, place, now);
    await watchStorm(tx, place, now.plus(QUIET));
  });
  return digest;
}

/** Ends the storm when it has been quiet; its incidents may then have channels of their own. */
export async function watchStorms(
  out: Outgoing,
  jobs: readonly Job[],
  place: string,
): Promise<Outcome> {
  const { database } = out.engine;
  const done = jobs.map(({ id }) => id);
  const storm = await stormAt(database.kysely, place);
  const digest = await digestOfStorm(database.kysely, place);
  if (storm === null || digest === null) return { done };
  const ended = await database.transaction(async (tx) => {
    const quietAt = storm.lastNewAt.plus(QUIET);
    const over = quietAt <= (await readClock(tx));
    if (over) await letGo(tx, place, digest);
    else await watchStorm(tx, place, quietAt);
    return over;
  });
  if (ended) await showDigest(out, digest);
  return { done };
}

/** Makes the digest show what is true of all its incidents. */
export async function showDigest(out: Outgoing, message: SlackMessage): Promise<void> {
  const { database, logger } = out.engine;
  const entries = await entriesOf(database.kysely, message.id);
  const incidents = await readIncidents(
    database.kysely,
    entries.map(({ incident }) => incident),
  );
  const storm = await stormAt(database.kysely, message.place);
  const newest = await digestOfStorm(database.kysely, message.place);
  const since = storm !== null && newest?.id === message.id ? storm.since : null;
  const content = renderDigest({ since, incidents, services: out.engine.configuration().services });
  try {
    await sendToChannel(out, message, message.place.replace(/^channel\//, ""), content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    logger.error({ place: message.place, error: error.message }, "digest refused");
  }
}

async function letGo(tx: Transaction, place: string, digest: SlackMessage): Promise<void> {
  await endStorm(tx, place);
  const entries = await entriesOf(tx, digest.id);
  const incidents = await readIncidents(
    tx,
    entries.map(({ incident }) => incident),
  );
  for (const { id } of incidents.filter(isOpen)) await enqueueAnnouncement(tx, id);
}

async function watchStorm(tx: Transaction, place: string, at: DateTime): Promise<void> {
  const lane = `card:${place}`;
  await enqueue(tx, [{ lane, kind: "storm", payload: { place }, runAt: at, dedupe: "storm" }]);
}
