import type { DateTime } from "luxon";
import { z } from "zod";
import { readGroup } from "#slack/incident-group.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { NewJob } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { readPages } from "#store/page/pages.ts";
import {
  entriesOf,
  noteGone,
  readMessage,
  type SlackMessage,
} from "#store/slack/slack-messages.ts";
import { drawDigest, drawPage } from "./draw-page.ts";
import { blamesChannel, blamesMessage, blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { edit, stands, type Standing } from "./send.ts";

const MessageJob = z.object({ message: z.number() });

/** Slack allows about one change of a message a second. */
const PAUSE = { seconds: 1 };

/** Looks at a message that delivered pages: once for all that changed meanwhile, by one worker at a time. */
export function pageLook({ id: message }: SlackMessage): NewJob {
  return { lane: `dm:message/${message}`, kind: "dm", payload: { message }, dedupe: "dm" };
}

/** Makes a message that delivered pages show what is true now: who has it, and that it is over. */
export async function showPages(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const wanted = new Set(jobs.map(({ payload }) => MessageJob.parse(payload).message));
  for (const id of wanted) {
    const message = await readMessage(out.engine.database.kysely, id);
    if (message !== null && stands(message)) await refresh(out, message);
  }
  return { done: jobs.map(({ id }) => id), pauseUntil: now.plus(PAUSE) };
}

/** Whoever was paged has been told: where the message can be changed no more it is let be, for good. */
async function refresh(out: Outgoing, message: Standing): Promise<void> {
  const content = await contentOf(out, message);
  if (content === null) return;
  const { database, logger } = out.engine;
  try {
    await edit(out, message, content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    const facts = { place: message.place, channel: message.channel, error: error.message };
    if (!blamesChannel(error.failure) && !blamesMessage(error.failure)) {
      logger.error(facts, "page not updated");
      return;
    }
    logger.warn(facts, "a page can be changed no more and is let be");
    await noteGone(database.kysely, message.id);
  }
}

/** Null when nothing better can be made than what stands there. */
async function contentOf(out: Outgoing, message: SlackMessage): Promise<Message | null> {
  const { kysely } = out.engine.database;
  const entries = await entriesOf(kysely, message.id);
  const ids = entries.map(({ incident }) => incident);
  const group = await readGroup(out, ids);
  if (message.kind === "page-digest") return await drawDigest(out, group);
  const pages = entries.flatMap(({ page }) => (page === null ? [] : [page]));
  const [page] = await readPages(kysely, pages);
  const [incident] = group.incidents;
  if (page === undefined || incident === undefined) return null;
  return await drawPage(out, page, incident);
}
