import type { DateTime } from "luxon";
import { PageJob } from "#engine/job/jobs.ts";
import { settlePages } from "#engine/page/settle-page.ts";
import { tellDelay } from "#engine/page/tell-delay.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { pauseAfter } from "./digest-pause.ts";
import { drawPages } from "./draw-page.ts";
import { blamesToken, NotNow, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { beginLater, type Begun, type Pages, planPages } from "./plan-pages.ts";
import { sendToChannel } from "./send-to-channel.ts";
import { sendToPerson } from "./send-to-person.ts";
import { silenceLooks } from "./watch-silence.ts";

/** Whoever is asked to wait for less is not in trouble. */
const LONG_SECONDS = 5;

const SETTLED_TOGETHER = 20;

/** Sends the pages that wait for one person or channel: each by itself, or all in one message when there are many. */
export async function sendPages(
  out: Outgoing,
  jobs: readonly Job[],
  { now, signal }: { readonly now: DateTime; readonly signal: AbortSignal },
): Promise<Outcome> {
  const done = jobs.map(({ id }) => id);
  const ids = jobs.map(({ payload }) => PageJob.parse(payload).page);
  const { database } = out.engine;
  const { first, others } = await database.transaction((tx) => planPages(out, tx, ids));
  const sent: (Begun | null)[] = [];
  try {
    // Whoever has the lane by now sends what is left.
    signal.throwIfAborted();
    sent.push(await sendBegun(out, first));
    for (const one of others) {
      signal.throwIfAborted();
      const begun = await database.transaction((tx) => beginLater(out, tx, one));
      sent.push(await sendBegun(out, begun));
    }
  } catch (error) {
    const needed = [...(first?.pages ?? []), ...others.flatMap(({ pages }) => pages)];
    await reachOtherwise(out, needed, error);
    throw error;
  }
  const digest = sent.findLast((one) => one?.message.kind === "page-digest")?.message;
  if (digest === undefined) return { done };
  return { done, pauseUntil: now.plus(await pauseAfter(database, digest)) };
}

/** What Slack makes wait for long goes out by the people's other ways meanwhile. */
async function reachOtherwise(out: Outgoing, needed: Pages, error: unknown): Promise<void> {
  const waits = error instanceof NotNow && error.retryAfterSeconds >= LONG_SECONDS;
  if (!waits && !(error instanceof Refused)) return;
  await tellDelay(
    out.engine,
    needed.map(({ page }) => page),
    error.message,
  );
}

/** Null when nothing was left to send. */
async function sendBegun(out: Outgoing, begun: Begun | null): Promise<Begun | null> {
  if (begun === null || begun.pages.length === 0) return null;
  const { message, pages } = begun;
  const about = pages.map(({ page }) => ({ incident: page.incident, page: page.id }));
  out.engine.logger.info({ message: message.id, place: message.place, about }, "sending pages");
  try {
    await dispatch(out, begun);
    await settle(out, pages, { kind: "sent", via: "slack" });
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    out.engine.logger.error({ place: message.place, error: error.code }, "page refused");
    await settle(out, pages, { kind: "failed", error: error.message });
  }
  return begun;
}

async function dispatch(out: Outgoing, { message, pages }: Begun): Promise<void> {
  const [first] = pages;
  if (first === undefined) return;
  const content = await drawPages(out, pages);
  const { target } = first.page;
  switch (target.kind) {
    case "person":
      await sendToPerson(out, message, target.person, content);
      return;
    case "channel":
      await sendToChannel(out, message, target.channel, content);
      return;
  }
}

/** A few at a time, so that whoever acknowledges meanwhile does not wait for the incident's lock. */
async function settle(
  out: Outgoing,
  pages: Pages,
  result: { kind: "sent"; via: string } | { kind: "failed"; error: string },
): Promise<void> {
  const inOrder = pages.toSorted((a, b) => a.page.incident - b.page.incident);
  for (let from = 0; from < inOrder.length; from += SETTLED_TOGETHER) {
    const some = inOrder.slice(from, from + SETTLED_TOGETHER).map(({ page }) => page);
    await out.engine.database.transaction(async (tx) => {
      await settlePages(out.engine, tx, some, result);
      if (result.kind === "sent") await enqueue(tx, silenceLooks(some));
    });
  }
}
