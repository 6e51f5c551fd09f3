import { isOpen, type Incident } from "#domain/incident.ts";
import type { Runbook } from "#domain/runbook.ts";
import { readFacts, type IncidentFacts } from "#engine/read-facts.ts";
import { bookmarksOf, purposeOf, renderWelcome, topicOf } from "#slack/views/channel-content.ts";
import { renderCard } from "#slack/views/incident-card.ts";
import type { Message } from "#slack/words/blocks.ts";
import { noteShown, type SlackChannel } from "#store/slack-channels.ts";
import { intendOne } from "#store/slack-messages.ts";
import { asError, failureOf, Refused } from "./failure.ts";
import { invitePeople } from "./invite-people.ts";
import type { Outgoing } from "./outgoing.ts";
import { send } from "./send.ts";

type Room = SlackChannel & { readonly channel: string };

/** Makes the few calls by which the incident's channel differs from what it should show, one after another. */
export async function arrangeChannel(
  out: Outgoing,
  incident: Incident,
  known: SlackChannel,
): Promise<void> {
  const { channel } = known;
  if (channel === null) return;
  const room = { ...known, channel };
  const facts = await readFacts(out.engine, out.engine.database.kysely, incident);
  try {
    await setTopic(out, room, topicOf(facts));
    await setPurpose(out, room, purposeOf(facts));
    if (isOpen(incident)) await invitePeople(out, room, facts);
    const welcome = renderWelcome(facts, out.nameOf, runbookOf(out, facts));
    await show(out, room, "welcome", welcome);
    await showCard(out, room, facts);
    await setBookmarks(out, room, facts);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await noteTrouble(out, room, error);
  }
}

function runbookOf({ engine }: Outgoing, { runbook }: IncidentFacts): Runbook | undefined {
  if (runbook.kind !== "page") return undefined;
  return engine.runbooks().find(({ slug }) => slug === runbook.slug);
}

async function setTopic(
  out: Outgoing,
  { channel, incident, ...shown }: Room,
  topic: string,
): Promise<void> {
  if (shown.topic === topic) return;
  await asking(out.client.conversations.setTopic({ channel, topic }));
  await noteShown(out.engine.database.kysely, incident, { topic });
}

async function setPurpose(
  out: Outgoing,
  { channel, incident, ...shown }: Room,
  purpose: string,
): Promise<void> {
  if (shown.purpose === purpose) return;
  await asking(out.client.conversations.setPurpose({ channel, purpose }));
  await noteShown(out.engine.database.kysely, incident, { purpose });
}

async function show(
  out: Outgoing,
  { channel, incident }: Room,
  kind: "welcome" | "channel-card",
  content: Message,
): Promise<string> {
  const message = await intendOne(out.engine.database, kind, incident, channel);
  return (await send(out, message, channel, content)).ts;
}

async function showCard(out: Outgoing, room: Room, facts: IncidentFacts): Promise<void> {
  const { channel, incident, pinned } = room;
  const content = renderCard(facts, { place: "channel", own: room, nameOf: out.nameOf });
  const ts = await show(out, room, "channel-card", content);
  if (pinned === ts) return;
  await asking(out.client.pins.add({ channel, timestamp: ts }), "already_pinned");
  await noteShown(out.engine.database.kysely, incident, { pinned: ts });
}

/** One after another, since Slack refuses them side by side; a bookmark is known by its title. */
async function setBookmarks(out: Outgoing, room: Room, facts: IncidentFacts): Promise<void> {
  let shown = room.bookmarks;
  for (const { title, link, emoji } of bookmarksOf(facts)) {
    const standing = shown.find((bookmark) => bookmark.title === title);
    if (standing?.link === link) continue;
    const id = await setBookmark(out, room.channel, { title, link, emoji, id: standing?.id });
    shown = [...shown.filter((bookmark) => bookmark.title !== title), { id, title, link }];
    await noteShown(out.engine.database.kysely, room.incident, { bookmarks: shown });
  }
}

async function setBookmark(
  out: Outgoing,
  channel: string,
  { id, ...bookmark }: { title: string; link: string; emoji: string; id: string | undefined },
): Promise<string> {
  const { bookmarks } = out.client;
  const call =
    id === undefined
      ? bookmarks.add({ channel_id: channel, type: "link", ...bookmark })
      : bookmarks.edit({ channel_id: channel, bookmark_id: id, ...bookmark });
  const answer = await asking(call);
  return answer?.bookmark?.id ?? id ?? "";
}

/** The answer, or null when Slack says that it was done before. */
async function asking<Answer>(call: Promise<Answer>, harmless?: string): Promise<Answer | null> {
  try {
    return await call;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.error === harmless) return null;
    throw asError(failure);
  }
}

/** An archived or lost channel is left alone; anything else must not keep the rest from being shown next time. */
async function noteTrouble(
  out: Outgoing,
  { incident, channel }: Room,
  error: Refused,
): Promise<void> {
  out.engine.logger.error({ incident, channel, error: error.message }, "channel not arranged");
  const trouble = `The incident's channel cannot be kept up to date (${error.code}).`;
  await noteShown(out.engine.database.kysely, incident, { trouble });
}
