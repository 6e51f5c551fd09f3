import { isOpen, type Incident } from "#domain/incident/incident.ts";
import { isWorse } from "#domain/severity.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { readFacts } from "#engine/incident/read-facts.ts";
import { IncidentJob } from "#engine/job/jobs.ts";
import { placeOfChannel } from "#engine/place.ts";
import { readGroup } from "#slack/incident-group.ts";
import { renderAnnouncement } from "#slack/views/announcement.ts";
import type { NewJob } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import { intendOne, messagesAbout } from "#store/slack/slack-messages.ts";
import { blamesToken, Refused } from "./failure.ts";
import { isApartFromStorm } from "./incident-channel.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendToChannel } from "./send-to-channel.ts";

/** Keeps the cards where everybody reads, in the lane of that channel. */
export function announcementLook(out: Outgoing, incident: number): readonly NewJob[] {
  const { announceChannel } = out.engine.configuration().slack;
  if (announceChannel === undefined) return [];
  const lane = `card:${placeOfChannel(announceChannel)}`;
  const dedupe = `announcement/${incident}`;
  return [{ lane, kind: "announcement", payload: { incident }, dedupe }];
}

/** One card for each incident that concerns everybody, changed in place. */
export async function showAnnouncements(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const wanted = jobs.map(({ payload }) => IncidentJob.parse(payload).incident);
  const { incidents } = await readGroup(out, wanted);
  for (const incident of incidents) await showAnnouncement(out, incident);
  return { done: jobs.map(({ id }) => id) };
}

async function showAnnouncement(out: Outgoing, incident: Incident): Promise<void> {
  const { database, logger } = out.engine;
  const { announceChannel: channel } = out.engine.configuration().slack;
  if (channel === undefined || !(await isAnnounced(out, incident))) return;
  const facts = await readFacts(out.engine, database.kysely, incident);
  const own = await slackChannelOf(database.kysely, incident.id);
  const place = placeOfChannel(channel);
  const card = await intendOne(database, "announcement", incident.id, place);
  try {
    await sendToChannel(out, card, channel, renderAnnouncement(facts, own?.channel ?? null));
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    logger.error({ incident: incident.id, channel, error: error.message }, "announcement refused");
  }
}

/** What was announced is kept up to date; a drill concerns nobody, and in a storm only what somebody works on does. */
async function isAnnounced(out: Outgoing, incident: Incident): Promise<boolean> {
  const { kysely } = out.engine.database;
  const configuration = out.engine.configuration();
  if ((await messagesAbout(kysely, incident.id, ["announcement"])).length > 0) return true;
  // Its team's card stands there already.
  if (homeOf(configuration, incident) === configuration.slack.announceChannel) return false;
  if (!isOpen(incident) || incident.life.isDrill || !isWorse(incident.severity, "SEV3"))
    return false;
  return await isApartFromStorm(out, incident);
}
