import type { DateTime } from "luxon";
import { worstFirst, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { enqueueAnnouncement, IncidentJob } from "#engine/job/jobs.ts";
import { readGroup } from "#slack/incident-group.ts";
import { channelName } from "#slack/views/channel-content.ts";
import { mergedInto } from "#store/incident/merging.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import {
  incidentsWithChannel,
  intendChannel,
  noteChannelMade,
  noteShown,
  slackChannelOf,
} from "#store/slack/slack-channels.ts";
import { failureOf, NotNow, asError, blamesToken, type Failure } from "./failure.ts";
import { deservesChannel } from "./incident-channel.ts";
import { listChannels } from "./list-channels.ts";
import type { Outgoing } from "./outgoing.ts";

const CREATE = "conversations.create";
const NAME_ATTEMPTS = 5;

type Wanted = { readonly job: Job; readonly id: IncidentId };

/** Makes one incident's channel, the worst incident's first, and then rests: Slack allows few in a minute. */
export async function makeChannels(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const wanted = jobs.map((job) => ({ job, id: IncidentJob.parse(job.payload).incident }));
  const missing = await withoutChannel(out, wanted);
  const [next, ...rest] = await deserving(out, missing);
  if (next === undefined) return { done: jobs.map(({ id }) => id) };
  await makeChannel(out, next);
  const later = new Set(rest.map(({ id }) => id));
  const kept = missing.filter(({ id }) => later.has(id)).map(({ job }) => job.id);
  const done = jobs.map(({ id }) => id).filter((id) => !kept.includes(id));
  const perMinute = out.engine.configuration().slack.channelsPerMinute;
  return { done, pauseUntil: now.plus({ seconds: 60 / perMinute }) };
}

/** One job for each incident that has no channel yet: every announcement may have added another. */
async function withoutChannel(
  { engine }: Outgoing,
  wanted: readonly Wanted[],
): Promise<readonly Wanted[]> {
  const ids = wanted.map(({ id }) => id);
  const made = await incidentsWithChannel(engine.database.kysely, ids);
  const once = new Map(wanted.map((one) => [one.id, one]));
  return [...once.values()].filter(({ id }) => !made.has(id));
}

/** The worst incident that shall have a channel, and those after it, which nobody has looked at. */
async function deserving(out: Outgoing, wanted: readonly Wanted[]): Promise<readonly Incident[]> {
  const { incidents: readable } = await readGroup(
    out,
    wanted.map(({ id }) => id),
  );
  const incidents = readable.toSorted(worstFirst);
  for (const [index, incident] of incidents.entries()) {
    if (await deservesChannel(out, incident)) return incidents.slice(index);
  }
  return [];
}

async function makeChannel(out: Outgoing, incident: Incident): Promise<void> {
  const { database } = out.engine;
  const made = await create(out, incident);
  if (made === null) return;
  await database.transaction(async (tx) => {
    await noteChannelMade(tx, incident.id, made);
    // What was merged into it says in which channel it goes on.
    for (const id of [incident.id, ...(await mergedInto(tx, incident.id))]) {
      await enqueueAnnouncement(tx, id);
    }
  });
}

/**
 * Tries names until one is free; null when the workspace does not let us make channels. The name of an
 * earlier attempt comes first: when it is taken, that attempt may have made the channel without our hearing.
 */
async function create(out: Outgoing, incident: Incident): Promise<string | null> {
  const { database } = out.engine;
  const { channelPrefix } = out.engine.configuration().slack;
  const earlier = (await slackChannelOf(database.kysely, incident.id))?.name ?? null;
  const names = Array.from({ length: NAME_ATTEMPTS }, (_, index) =>
    channelName(channelPrefix, incident, index + 1),
  );
  for (const name of new Set(earlier === null ? names : [earlier, ...names])) {
    await intendChannel(database, incident.id, name);
    const answer = await ask(out, name);
    if (typeof answer === "string") return answer;
    if (answer.kind !== "refused") throw asError(answer);
    if (answer.error !== "name_taken") return await giveUp(out, incident, answer);
    const own = name === earlier ? await findOwn(out, name) : null;
    if (own !== null) return own;
  }
  return await giveUp(out, incident, { kind: "refused", error: "name_taken", needed: null });
}

async function ask(out: Outgoing, name: string): Promise<string | Failure> {
  if (!out.knows(CREATE)) return { kind: "refused", error: "unknown_method", needed: null };
  try {
    const { channel } = await out.client.conversations.create({ name });
    return channel?.id ?? { kind: "unclear", error: "Slack named no channel" };
  } catch (error) {
    return failureOf(error);
  }
}

/** The channel that an earlier attempt made without our hearing of it: ours, and of the name that we noted. */
async function findOwn(out: Outgoing, name: string): Promise<string | null> {
  for await (const channel of listChannels(out.client)) {
    if (channel.name === name) return channel.creator === out.botUser ? (channel.id ?? null) : null;
  }
  return null;
}

/** Says on the card why there is no channel; the incident goes on without one. */
async function giveUp(
  out: Outgoing,
  incident: Incident,
  failure: Failure & { readonly kind: "refused" },
): Promise<null> {
  if (blamesToken(failure)) throw new NotNow(failure.error, 30);
  const trouble = `Slack does not let Muster make a channel (${failure.error}).`;
  const { kysely } = out.engine.database;
  const known = await slackChannelOf(kysely, incident.id);
  if (known?.trouble === trouble) return null;
  out.engine.logger.error({ incident: incident.id, error: failure.error }, "channel not made");
  await noteShown(kysely, incident.id, { trouble });
  await out.engine.database.transaction((tx) => enqueueAnnouncement(tx, incident.id));
  return null;
}
