import type { webApi } from "@slack/bolt";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { beats } from "#engine/timer/beats.ts";
import type { CallWatch } from "#slack/connection/call-watch.ts";
import { NOT_ANSWERING, NOT_CONNECTED } from "#slack/connection/slack-troubles.ts";
import { oldestUnsentSeconds } from "#store/page/unsent-pages.ts";

const LOOK_MS = 5000;
const LATE_SECONDS = 60;
/** One call that fails says little: the next one may be answered. */
const FAILING_MS = 20_000;
const DISCONNECTED_MS = 60_000;
/** Without anything to say Muster would not notice that Slack is gone, or that it is back. */
const ASK_AFTER_MS = 60_000;

type Watched = {
  readonly client: Pick<webApi.WebClient, "auth">;
  readonly calls: CallWatch;
  /** How long presses have not reached us. */
  readonly downForMs: () => number;
  /** Tells the admins what no job can tell. */
  readonly tellDirectly: () => Promise<void>;
};

const LATE: Trouble = {
  words: "A page has waited for more than a minute to be sent",
  consequence: "Somebody does not know yet that something is wrong.",
  fix: "Look at what else is impaired and at the log; /incidents shows what is open, so tell people yourself",
  severity: "pages-at-risk",
};

/** Looks now and then whether Slack works, and how long the oldest page waits. Fulfilled once it looks no more. */
export async function watchSlack(
  engine: Engine,
  watched: Watched,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const _ of beats(LOOK_MS, signal)) {
      await askIfUnheard(watched);
      lookAtSlack(engine, watched);
      await watched.tellDirectly();
      await lookForLatePages(engine);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What the connections say of themselves. */
export function lookAtSlack(
  { impairments }: Pick<Engine, "impairments">,
  { calls, downForMs }: Pick<Watched, "calls" | "downForMs">,
): void {
  impairments.set("slack-calls", calls.failingForMs() > FAILING_MS ? NOT_ANSWERING : null);
  impairments.set("slack-socket", downForMs() > DISCONNECTED_MS ? NOT_CONNECTED : null);
}

/** The same from now on: what has never been connected has been down since then. */
export function fromNowOn(
  downForMs: () => number,
  now: () => number = () => performance.now(),
): () => number {
  const since = now();
  return () => Math.min(downForMs(), now() - since);
}

/** The answer is noted by the client itself, whatever it is. */
async function askIfUnheard({ client, calls }: Watched): Promise<void> {
  if (calls.failingForMs() === 0 && calls.unheardForMs() < ASK_AFTER_MS) return;
  await client.auth.test().catch(() => undefined);
}

/** A lane that tries again and again is never overdue itself. */
async function lookForLatePages({ database, impairments, logger }: Engine): Promise<void> {
  try {
    const isLate = (await oldestUnsentSeconds(database)) > LATE_SECONDS;
    impairments.set("pages-late", isLate ? LATE : null);
  } catch (error) {
    logger.warn({ err: error }, "cannot look for unsent pages");
  }
}
