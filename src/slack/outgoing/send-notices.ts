import type { DateTime } from "luxon";
import { z } from "zod";
import type { IncidentId } from "#domain/incident/incident.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { channelAt } from "#engine/place.ts";
import type { Message } from "#slack/words/blocks.ts";
import { isFollowed } from "#store/duty/hand-overs.ts";
import { messageOfNotice, readNotice, type StoredNotice } from "#store/duty/notices.ts";
import { outlineOf } from "#store/incident/incident-outline.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import { messagesAbout, readMessage, type SlackMessage } from "#store/slack/slack-messages.ts";
import { drawNotice } from "./draw-notice.ts";
import { blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { wantReportCharts } from "./report-charts.ts";
import { sendToChannel } from "./send-to-channel.ts";
import { sendToMember, sendToPerson } from "./send-to-person.ts";
import { send, stands } from "./send.ts";

const NoticeJob = z.object({ notice: z.number() });

/** Slack allows about one message a second in a channel. */
const PAUSE = { seconds: 1 };

/** Tells what is to be told, one notice after another; what stands already is brought up to date. */
export async function sendNotices(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const [job] = jobs;
  if (job === undefined) return { done: [] };
  const { kysely } = out.engine.database;
  const notice = await readNotice(kysely, NoticeJob.parse(job.payload).notice);
  if (notice !== null) await show(out, notice);
  return { done: [job.id], pauseUntil: now.plus(PAUSE) };
}

/** What Slack refuses of one notice keeps no other from being told. */
async function show(out: Outgoing, notice: StoredNotice): Promise<void> {
  if (await isLongGone(out, notice)) return;
  const content = await drawNotice(out, notice);
  if (content === null) return;
  const message = await out.engine.database.transaction((tx) => messageOfNotice(tx, notice));
  try {
    await deliver(out, message, notice, content);
    if (notice.about.kind === "report") await wantReportCharts(out, notice.id);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    const { place, about } = notice;
    out.engine.logger.error({ place, notice: about.kind, error: error.message }, "notice refused");
  }
}

/** After a time without Slack nobody is told of shifts that somebody else has had since. */
async function isLongGone(
  { engine }: Outgoing,
  { about, message }: StoredNotice,
): Promise<boolean> {
  const { kysely } = engine.database;
  if (!("handOver" in about) || !(await isFollowed(kysely, about.handOver))) return false;
  const begun = message === null ? null : await readMessage(kysely, message);
  return begun === null || !stands(begun);
}

async function deliver(
  out: Outgoing,
  message: SlackMessage,
  { place, about }: StoredNotice,
  content: Message,
): Promise<void> {
  if ("incident" in about && place.startsWith("incident/")) {
    await sendToThread(out, message, about.incident, content);
  } else if (place.startsWith("member/")) {
    await sendToMember(out, message, place.replace(/^member\//, ""), content);
  } else if (place.startsWith("person/")) {
    await sendToPerson(out, message, place.replace(/^person\//, ""), content);
  } else {
    await sendToChannel(out, message, channelAt(place), content);
  }
}

/** Into the thread of the incident's card: in its own channel, else where its team reads. */
async function sendToThread(
  out: Outgoing,
  message: SlackMessage,
  incident: IncidentId,
  content: Message,
): Promise<void> {
  const { kysely } = out.engine.database;
  const own = (await slackChannelOf(kysely, incident))?.channel ?? null;
  const cards = (await messagesAbout(kysely, incident, ["channel-card", "card"])).filter(stands);
  const card = cards.find(({ channel }) => channel === own) ?? cards[0];
  if (card !== undefined) {
    await send(out, message, card.channel, { ...content, thread: card.ts });
    return;
  }
  const home = own ?? homeOf(out.engine.configuration(), await outlineOf(kysely, incident));
  if (home !== undefined) await sendToChannel(out, message, home, content);
}
