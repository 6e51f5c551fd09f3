import type { DateTime } from "luxon";
import { z } from "zod";
import type { Incident, IncidentId } from "#domain/incident.ts";
import { IncidentJob } from "#engine/jobs.ts";
import { readFacts } from "#engine/read-facts.ts";
import { renderPage, renderPageDigest } from "#slack/views/page-message.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident, readIncidents } from "#store/incidents.ts";
import { enqueue, type NewJob } from "#store/jobs.ts";
import type { Job, Outcome } from "#store/lanes.ts";
import { readPages } from "#store/pages.ts";
import { entriesOf, messagesAbout, type SlackMessage } from "#store/slack-messages.ts";
import { blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { send } from "./send.ts";

const DigestJob = IncidentJob.extend({ message: z.number() });

/** Slack allows about one change of a message a second. */
const PAUSE = { seconds: 1 };

/** Makes the pages that were sent for an incident show what is true now: who has it, and that it is over. */
export async function showPages(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const { database } = out.engine;
  for (const job of jobs) {
    const { incident: id } = IncidentJob.parse(job.payload);
    const incident = await readIncident(database.kysely, id);
    if (incident === null) continue;
    for (const message of await messagesAbout(database.kysely, id, ["page"])) {
      if (message.ts !== null) await refresh(out, message, incident);
    }
    const digests = await messagesAbout(database.kysely, id, ["page-digest"]);
    await database.transaction((tx) => enqueue(tx, digests.map(digestLook(id))));
  }
  return { done: jobs.map(({ id }) => id) };
}

/** A digest tells of many incidents: it is looked at once for all that changed meanwhile. */
export async function showPageDigests(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const { kysely } = out.engine.database;
  for (const { payload } of jobs) {
    const { incident: id, message: wanted } = DigestJob.parse(payload);
    const incident = await readIncident(kysely, id);
    const digests = await messagesAbout(kysely, id, ["page-digest"]);
    const message = digests.find((one) => one.id === wanted);
    if (incident === null || message === undefined || message.ts === null) continue;
    await refresh(out, message, incident);
  }
  return { done: jobs.map(({ id }) => id), pauseUntil: now.plus(PAUSE) };
}

function digestLook(incident: IncidentId): (message: SlackMessage) => NewJob {
  return ({ id: message }) => ({
    lane: `dm:digest/${message}`,
    kind: "dm-digest",
    payload: { incident, message },
    dedupe: "dm-digest",
  });
}

async function refresh(out: Outgoing, message: SlackMessage, incident: Incident): Promise<void> {
  const content = await contentOf(out, message, incident);
  if (content === null || message.channel === null) return;
  try {
    await send(out, message, message.channel, content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    out.engine.logger.error({ place: message.place, error: error.message }, "page not updated");
  }
}

async function contentOf(
  out: Outgoing,
  message: SlackMessage,
  incident: Incident,
): Promise<Message | null> {
  const { kysely } = out.engine.database;
  const entries = await entriesOf(kysely, message.id);
  if (message.kind === "page-digest") {
    const incidents = await readIncidents(
      kysely,
      entries.map((entry) => entry.incident),
    );
    const facts = await Promise.all(incidents.map((one) => readFacts(out.engine, kysely, one)));
    return renderPageDigest(facts, out.nameOf);
  }
  const ids = entries.flatMap(({ page }) => (page === null ? [] : [page]));
  const [page] = await readPages(kysely, ids);
  if (page === undefined) return null;
  return renderPage(await readFacts(out.engine, kysely, incident), page, out.nameOf);
}
