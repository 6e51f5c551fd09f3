import type { DateTime } from "luxon";
import { z } from "zod";
import { readGroup } from "#slack/incident-group.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { NewJob } from "#store/jobs.ts";
import type { Job, Outcome } from "#store/lanes.ts";
import { readPages } from "#store/pages.ts";
import { entriesOf, readMessage, type SlackMessage } from "#store/slack-messages.ts";
import { drawDigest, drawPage } from "./draw-page.ts";
import { blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { send } from "./send.ts";

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
    if (message !== null && message.ts !== null) await refresh(out, message);
  }
  return { done: jobs.map(({ id }) => id), pauseUntil: now.plus(PAUSE) };
}

async function refresh(out: Outgoing, message: SlackMessage): Promise<void> {
  const content = await contentOf(out, message);
  if (content === null || message.channel === null) return;
  try {
    await send(out, message, message.channel, content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    out.engine.logger.error({ place: message.place, error: error.message }, "page not updated");
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
