import type { DateTime } from "luxon";
import type { Target } from "#domain/escalation/escalation.ts";
import { worstFirst, type Incident } from "#domain/incident/incident.ts";
import { PageJob } from "#engine/job/jobs.ts";
import { settlePage, stillNeeded, type NeededPage } from "#engine/page/settle-page.ts";
import { tellDelay } from "#engine/page/tell-delay.ts";
import { placeOf } from "#engine/place.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Transaction } from "#store/database/database.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { messageOfPage } from "#store/page/page-messages.ts";
import { entriesOf, insertMessage, type SlackMessage } from "#store/slack/slack-messages.ts";
import { drawPages } from "./draw-page.ts";
import { blamesToken, NotNow, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendToChannel } from "./send-to-channel.ts";
import { sendToPerson } from "./send-to-person.ts";
import { silenceLooks } from "./watch-silence.ts";

/** After a digest the next one waits this long: one notification tells of all that came meanwhile. */
const DIGEST_PAUSE = { seconds: 30 };

/** Whoever is asked to wait for less is not in trouble. */
const LONG_SECONDS = 5;

/** Pages that go into one message. */
type Bundle = readonly NeededPage[];

type Plan = { readonly bundles: readonly Bundle[]; readonly hasDigest: boolean };

/** Sends the pages that wait for one person or channel: each by itself, or all in one message when there are many. */
export async function sendPages(
  out: Outgoing,
  jobs: readonly Job[],
  { now, signal }: { readonly now: DateTime; readonly signal: AbortSignal },
): Promise<Outcome> {
  const done = jobs.map(({ id }) => id);
  const ids = jobs.map(({ payload }) => PageJob.parse(payload).page);
  const { database } = out.engine;
  const { bundles, hasDigest } = await database.transaction((tx) => plan(out, tx, ids));
  try {
    for (const bundle of bundles) {
      // Whoever has the lane by now sends the rest.
      signal.throwIfAborted();
      await sendBundle(out, bundle);
    }
  } catch (error) {
    await reachOtherwise(out, bundles.flat(), error);
    throw error;
  }
  return hasDigest ? { done, pauseUntil: now.plus(DIGEST_PAUSE) } : { done };
}

/** What Slack makes wait for long goes out by the people's other ways meanwhile. */
async function reachOtherwise(out: Outgoing, needed: Bundle, error: unknown): Promise<void> {
  const waits = error instanceof NotNow && error.retryAfterSeconds >= LONG_SECONDS;
  if (!waits && !(error instanceof Refused)) return;
  await tellDelay(
    out.engine,
    needed.map(({ page }) => page),
    error.message,
  );
}

/** Messages that an earlier attempt began are finished first; an incident that cannot be read goes by itself. */
async function plan(out: Outgoing, tx: Transaction, ids: readonly number[]): Promise<Plan> {
  const begun = new Map<number, NeededPage[]>();
  const fresh: (NeededPage & { readonly incident: Incident })[] = [];
  const unreadable: NeededPage[] = [];
  for (const { page, incident } of await stillNeeded(out.engine, tx, ids)) {
    const message = await messageOfPage(tx, page.id);
    if (message !== null) {
      begun.set(message.id, [...(begun.get(message.id) ?? []), { page, incident }]);
    } else if (incident === null) unreadable.push({ page, incident });
    else fresh.push({ page, incident });
  }
  const waiting = fresh.toSorted((a, b) => worstFirst(a.incident, b.incident));
  const hasDigest = waiting.length > out.engine.configuration().slack.stormAbove;
  const alone = (hasDigest ? unreadable : [...unreadable, ...waiting]).map((one) => [one]);
  return { bundles: [...begun.values(), ...(hasDigest ? [waiting] : []), ...alone], hasDigest };
}

async function sendBundle(out: Outgoing, bundle: Bundle): Promise<void> {
  const ids = bundle.map(({ page }) => page.id);
  const noted = await out.engine.database.transaction((tx) => note(out, tx, ids));
  if (noted === null) return;
  const { message, pages } = noted;
  const [first] = pages;
  if (first === undefined) return;
  const about = pages.map(({ page }) => ({ incident: page.incident, page: page.id }));
  out.engine.logger.info({ message: message.id, place: message.place, about }, "sending pages");
  try {
    await dispatch(out, message, first.page.target, await drawPages(out, pages));
    await settle(out, pages, { kind: "sent", via: "slack" });
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    out.engine.logger.error({ place: message.place, error: error.code }, "page refused");
    await settle(out, pages, { kind: "failed", error: error.message });
  }
}

/**
 * Notes the message, or finds the one that was begun, and looks at the truth once more while nothing can change:
 * since the last look somebody may have acknowledged, or another worker may have sent it.
 */
async function note(
  out: Outgoing,
  tx: Transaction,
  ids: readonly number[],
): Promise<{ readonly message: SlackMessage; readonly pages: Bundle } | null> {
  const pages = await stillNeeded(out.engine, tx, ids);
  const [first] = pages;
  if (first === undefined) return null;
  const message = (await messageOfPage(tx, first.page.id)) ?? (await begin(tx, pages, first));
  const entries = new Set((await entriesOf(tx, message.id)).map(({ page }) => page));
  return { message, pages: pages.filter(({ page }) => entries.has(page.id)) };
}

async function begin(tx: Transaction, pages: Bundle, first: NeededPage): Promise<SlackMessage> {
  const kind = pages.length === 1 ? "page" : "page-digest";
  const entries = pages.map(({ page }) => ({ incident: page.incident, page: page.id }));
  return await insertMessage(tx, { kind, place: placeOf(first.page.target) }, entries);
}

async function dispatch(
  out: Outgoing,
  message: SlackMessage,
  target: Target,
  content: Message,
): Promise<void> {
  switch (target.kind) {
    case "person":
      await sendToPerson(out, message, target.person, content);
      return;
    case "channel":
      await sendToChannel(out, message, target.channel, content);
      return;
  }
}

async function settle(
  out: Outgoing,
  pages: Bundle,
  result: { kind: "sent"; via: string } | { kind: "failed"; error: string },
): Promise<void> {
  const inOrder = pages.toSorted((a, b) => a.page.incident - b.page.incident);
  await out.engine.database.transaction(async (tx) => {
    for (const { page } of inOrder) await settlePage(out.engine, tx, page, result);
    if (result.kind === "sent") await enqueue(tx, silenceLooks(inOrder.map(({ page }) => page)));
  });
}
