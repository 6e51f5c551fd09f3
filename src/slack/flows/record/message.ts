import { DateTime } from "luxon";
import { z } from "zod";
import type { MessageContent, MessagePlace } from "#domain/response/notebook.ts";
import { cut, oneLine } from "#domain/text.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { readable, writerOf } from "./readable.ts";

const Name = z.string().nullish();

/** A message as Slack shows it, as far as a timeline tells of it. */
export const SlackMessage = z.object({
  ts: z.string(),
  subtype: z.string().optional(),
  text: z.string().default(""),
  user: z.string().optional(),
  username: Name,
  bot_profile: z.object({ name: Name }).nullish(),
  edited: z.object({ user: z.string().optional(), ts: z.string() }).optional(),
  thread_ts: z.string().optional(),
  files: z.array(z.object({ name: Name, title: Name })).default([]),
  attachments: z
    .array(z.object({ fallback: Name, text: Name, title: Name }))
    .catch([])
    .default([]),
  reactions: z.array(z.object({ name: z.string() })).default([]),
});
export type SlackMessage = z.output<typeof SlackMessage>;

/** What is noted of a message: who wrote it and when, and what it says. */
export type TakenMessage = MessageContent & {
  readonly author: string;
  readonly sentAt: DateTime;
};

const TEXT_LENGTH = 4000;
const MOST_FILES = 20;
const FILE_LENGTH = 80;

/** Reads one message, in a thread or not; null when it is gone. Throws what Slack refuses. */
export async function fetchMessage(
  { client }: Pick<Desk, "client">,
  { channel, ts }: MessagePlace,
): Promise<SlackMessage | null> {
  const around = { oldest: ts, latest: ts, inclusive: true, limit: 10 };
  const { messages = [] } = await client.conversations.replies({ channel, ts, ...around });
  const found = messages.find((message) => message.ts === ts);
  return found === undefined ? null : SlackMessage.parse(found);
}

export async function takenFrom(
  desk: Pick<Desk, "members">,
  message: SlackMessage,
): Promise<TakenMessage> {
  return {
    ...(await contentOf(desk, message)),
    author: await authorOf(desk, message),
    sentAt: DateTime.fromSeconds(Number(message.ts), { zone: "utc" }),
  };
}

/** In plain words; an app's message may say everything in its attachments. */
export async function contentOf(
  desk: Pick<Desk, "members">,
  { text, attachments, files, edited }: SlackMessage,
): Promise<MessageContent> {
  const attached = attachments.map((one) => one.fallback ?? one.text ?? one.title ?? "");
  const said = text.trim() === "" ? attached.join("\n") : text;
  return {
    text: cut((await readable(desk, said)).trim(), TEXT_LENGTH),
    files: files
      .slice(0, MOST_FILES)
      .map(({ name, title }) => oneLine(name || title || "", FILE_LENGTH) || "a file"),
    editedAt: edited?.ts ?? null,
  };
}

async function authorOf(
  desk: Pick<Desk, "members">,
  { user, username, bot_profile: bot }: SlackMessage,
): Promise<string> {
  const app = bot?.name || username || null;
  if (app !== null || user === undefined) return app ?? "an app";
  return (await writerOf(desk, user)).name;
}
