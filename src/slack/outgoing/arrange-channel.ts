import { isOpen, type Incident } from "#domain/incident/incident.ts";
import type { Runbook } from "#domain/runbook.ts";
import { readFacts, type IncidentFacts } from "#engine/incident/read-facts.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { bookmarksOf, purposeOf, renderWelcome, topicOf } from "#slack/views/channel-content.ts";
import { renderCard } from "#slack/views/incident-card.ts";
import { renderMerged } from "#slack/views/merged.ts";
import type { Message } from "#slack/words/blocks.ts";
import { noteShown, type SlackChannel } from "#store/slack/slack-channels.ts";
import { intendOne } from "#store/slack/slack-messages.ts";
import { asError, blamesToken, failureOf, Refused } from "./failure.ts";
import { hostChannelOf } from "./host-channel.ts";
import { invitePeople } from "./invite-people.ts";
import type { Outgoing } from "./outgoing.ts";
import { send } from "./send.ts";
import { tellNews } from "./tell-news.ts";

type Room = SlackChannel & { readonly channel: string };

/** One thing that the channel should show; when it matters, people are told that it is missing. */
type Step = {
  readonly what: string;
  readonly matters: boolean;
  readonly take: () => Promise<void>;
};

/** Refusals after which nothing else can work in this channel. */
const LOST = new Set(["channel_not_found", "is_archived", "is_inactive"]);

/**
 * Makes the few calls by which the incident's channel differs from what it should show, one after another
 * and the most needed first. What Slack refuses keeps nothing else from being shown.
 */
export async function arrangeChannel(
  out: Outgoing,
  incident: Incident,
  known: SlackChannel,
): Promise<void> {
  const { channel } = known;
  if (channel === null) return;
  const room = { ...known, channel };
  const facts = await readFacts(out.engine, out.engine.database.kysely, incident);
  let trouble: string | null = null;
  for (const { what, matters, take } of stepsOf(out, room, facts)) {
    const refused = await refusalOf(take);
    if (refused === null) continue;
    const { code: error } = refused;
    out.engine.logger.error(
      { incident: incident.id, channel, what, error },
      "channel not arranged",
    );
    const lost = LOST.has(error);
    if (matters || lost) trouble ??= troubleWords(error);
    if (lost) break;
  }
  await noteTrouble(out, room, trouble);
}

function stepsOf(out: Outgoing, room: Room, facts: IncidentFacts): readonly Step[] {
  const { incident } = facts;
  const welcome = renderWelcome(facts, out.nameOf, runbookOf(out, facts));
  const optional = [
    ["pin", "pins.add", () => setPin(out, room)],
    ["topic", "conversations.setTopic", () => setTopic(out, room, topicOf(facts))],
    ["purpose", "conversations.setPurpose", () => setPurpose(out, room, purposeOf(facts))],
    ["bookmarks", "bookmarks.add", () => setBookmarks(out, room, facts)],
  ] as const;
  return [
    {
      what: "invitations",
      matters: true,
      take: async () => {
        if (isOpen(incident)) await invitePeople(out, room, facts);
      },
    },
    { what: "welcome", matters: true, take: () => show(out, room, "welcome", welcome) },
    { what: "card", matters: true, take: () => showCard(out, room, facts) },
    { what: "news", matters: true, take: () => tellNews(out, room.channel, facts) },
    { what: "where it goes on", matters: true, take: () => showMerged(out, room, incident) },
    ...optional
      .filter(([, method]) => out.knows(method))
      .map(([what, , take]) => ({ what, matters: false, take })),
  ];
}

/** What Slack said no to; a refused token is nothing that this channel is to blame for. */
async function refusalOf(take: () => Promise<void>): Promise<Refused | null> {
  try {
    await take();
    return null;
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    return error;
  }
}

function troubleWords(code: string): string {
  return `The incident's channel cannot be kept up to date (${code}).`;
}

/** The card tells of it, so it is drawn anew when that changes. */
async function noteTrouble(
  { engine }: Outgoing,
  room: Room,
  trouble: string | null,
): Promise<void> {
  if (room.trouble === trouble) return;
  await engine.database.transaction(async (tx) => {
    await noteShown(tx, room.incident, { trouble });
    await enqueueAnnouncement(tx, room.incident);
  });
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
  kind: "welcome" | "channel-card" | "merged",
  content: Message,
): Promise<void> {
  const message = await intendOne(out.engine.database, kind, incident, channel);
  await send(out, message, channel, content);
}

async function showCard(out: Outgoing, room: Room, facts: IncidentFacts): Promise<void> {
  const host = await hostChannelOf(out, facts.incident);
  const content = renderCard(facts, { place: "channel", own: room, host, nameOf: out.nameOf });
  await show(out, room, "channel-card", content);
}

async function showMerged(out: Outgoing, room: Room, incident: Incident): Promise<void> {
  if (incident.status !== "merged") return;
  await show(out, room, "merged", renderMerged(incident, await hostChannelOf(out, incident)));
}

async function setPin(out: Outgoing, { channel, incident, pinned }: Room): Promise<void> {
  const { ts } = await intendOne(out.engine.database, "channel-card", incident, channel);
  if (ts === null || pinned === ts) return;
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
