import { isOpen, isTaken, type Incident } from "#domain/incident/incident.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { IncidentJob } from "#engine/job/jobs.ts";
import { placeOfChannel } from "#engine/place.ts";
import { readGroup } from "#slack/incident-group.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import {
  leaveChannelBehind,
  type SlackChannel,
  slackChannelOf,
} from "#store/slack/slack-channels.ts";
import { stormAt } from "#store/slack/slack-storms.ts";
import { archiveWhenDue } from "./archive-channel.ts";
import { arrangeChannel } from "./arrange-channel.ts";
import type { Outgoing } from "./outgoing.ts";

/** All channels are made in this one lane: Slack allows few in a minute. */
const CREATION_LANE = "create:channels";

/** Brings an incident's own channel up to date, or asks for it to be made when it deserves one. */
export async function showChannel(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const { database } = out.engine;
  const wanted = jobs.map(({ payload }) => IncidentJob.parse(payload).incident);
  // One that cannot be read keeps what its channel shows.
  const { incidents } = await readGroup(out, wanted);
  for (const incident of incidents) {
    const channel = await slackChannelOf(database.kysely, incident.id);
    const isKept = channel !== null && (await keepChannel(out, incident, channel));
    if (!isKept && (await deservesChannel(out, incident))) await askForChannel(out, incident);
  }
  return { done: jobs.map(({ id }) => id) };
}

/** Brings the channel up to date; false when there is none any more in which the incident could go on. */
async function keepChannel(
  out: Outgoing,
  incident: Incident,
  channel: SlackChannel,
): Promise<boolean> {
  if (channel.channel === null) return false;
  if (channel.archivedAt === null) {
    await arrangeChannel(out, incident, channel);
    await archiveWhenDue(out, incident, channel);
    return true;
  }
  if (!isOpen(incident)) return true;
  // No bot may bring an archived channel back.
  await out.engine.database.transaction((tx) => leaveChannelBehind(tx, incident.id));
  return false;
}

/** In a storm only what somebody works on gets a channel; the rest may when the storm is over. */
export async function deservesChannel(out: Outgoing, incident: Incident): Promise<boolean> {
  if (!isOpen(incident)) return false;
  if (!out.engine.configuration().severities[incident.severity].opensChannel) return false;
  return await isApartFromStorm(out, incident);
}

/** Whether somebody works on it, or few others come with it. */
export async function isApartFromStorm(out: Outgoing, incident: Incident): Promise<boolean> {
  if (isTaken(incident)) return true;
  const home = homeOf(out.engine.configuration(), incident);
  if (home === undefined) return true;
  return (await stormAt(out.engine.database.kysely, placeOfChannel(home))) === null;
}

async function askForChannel(out: Outgoing, { id: incident }: Incident): Promise<void> {
  const job = { lane: CREATION_LANE, kind: "create", payload: { incident }, dedupe: `${incident}` };
  await out.engine.database.transaction((tx) => enqueue(tx, [job]));
}
