import type { DateTime } from "luxon";
import { worstFirst, type Incident } from "#domain/incident/incident.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { readFacts } from "#engine/incident/read-facts.ts";
import { IncidentJob } from "#engine/job/jobs.ts";
import { placeOfChannel } from "#engine/place.ts";
import { readGroup } from "#slack/incident-group.ts";
import { renderBareCard } from "#slack/views/bare.ts";
import { renderCard } from "#slack/views/incident-card.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { IncidentOutline } from "#store/incident/incident-outline.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import { intendOne, type SlackMessage } from "#store/slack/slack-messages.ts";
import { digestsOf, incidentsWithCard, stormAt } from "#store/slack/slack-storms.ts";
import { blamesToken, Refused } from "./failure.ts";
import { hostChannelOf } from "./host-channel.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendToChannel } from "./send-to-channel.ts";
import { joinStorm, showDigest } from "./storm.ts";

/** Slack allows about one message a second in a channel. */
const PAUSE = { seconds: 1 };

/**
 * Makes the cards in one channel show what is true. When more incidents are new there than people can read
 * one by one, they are collected in one digest until it has been quiet for a while.
 */
export async function showCards(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const { database } = out.engine;
  const ids = jobs.map(({ payload }) => IncidentJob.parse(payload).incident);
  const { incidents: readable, unreadable } = await readGroup(out, ids);
  const incidents = readable.toSorted(worstFirst);
  const digests = await digestsOf(database.kysely, ids);
  const carded = await incidentsWithCard(database.kysely, ids);
  const fresh = incidents.filter(({ id }) => !digests.has(id) && !carded.has(id));
  const joined = await collect(out, fresh, now);
  const alone = incidents.filter(
    ({ id }) => carded.has(id) || (joined.length === 0 && fresh.some((one) => one.id === id)),
  );
  for (const incident of alone) await showCard(out, incident);
  for (const outline of unreadable.filter(({ id }) => !digests.has(id))) {
    await showBareCard(out, outline);
  }
  for (const message of unique([...digests.values(), ...joined])) {
    await showDigest(out, message);
  }
  return { done: jobs.map(({ id }) => id), pauseUntil: now.plus(PAUSE) };
}

/** The digests that change because the new incidents went into one; none when each gets a card of its own. */
async function collect(
  out: Outgoing,
  fresh: readonly Incident[],
  now: DateTime,
): Promise<readonly SlackMessage[]> {
  const [first] = fresh;
  const home = first === undefined ? undefined : homeOf(out.engine.configuration(), first);
  if (home === undefined) return [];
  const { stormAbove } = out.engine.configuration().slack;
  const storm = await stormAt(out.engine.database.kysely, placeOfChannel(home));
  if (storm === null && fresh.length <= stormAbove) return [];
  return await joinStorm(out, placeOfChannel(home), fresh, now);
}

async function showCard(out: Outgoing, incident: Incident): Promise<void> {
  const { kysely } = out.engine.database;
  await showAtHome(out, incident, async () => {
    const facts = await readFacts(out.engine, kysely, incident);
    const own = await slackChannelOf(kysely, incident.id);
    const host = await hostChannelOf(out, incident);
    return renderCard(facts, { place: "home", own, host, nameOf: out.nameOf });
  });
}

/** What stands there says more than bare words, so it is left as it is. */
async function showBareCard(out: Outgoing, outline: IncidentOutline): Promise<void> {
  await showAtHome(out, outline, async ({ ts }) => (ts === null ? renderBareCard(outline) : null));
}

async function showAtHome(
  out: Outgoing,
  incident: Pick<Incident, "id" | "service">,
  draw: (standing: SlackMessage) => Promise<Message | null>,
): Promise<void> {
  const { database, logger } = out.engine;
  const home = homeOf(out.engine.configuration(), incident);
  if (home === undefined) return;
  const card = await intendOne(database, "card", incident.id, placeOfChannel(home));
  const content = await draw(card);
  if (content === null) return;
  try {
    await sendToChannel(out, card, home, content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    logger.error({ incident: incident.id, channel: home, error: error.message }, "card refused");
  }
}

function unique(messages: readonly SlackMessage[]): readonly SlackMessage[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}
