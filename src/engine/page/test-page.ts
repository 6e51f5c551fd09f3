import { z } from "zod";
import { SLACK } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import { attemptJobs } from "#engine/reach.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";
import { type Attempt, insertAttempts, settleAttempt } from "#store/page/attempts.ts";
import { readWishes } from "#store/page/contacts.ts";
import { confirmTest, insertTest } from "#store/page/test-pages.ts";
import type { WayOutcome } from "./way-outcome.ts";

export const TestJob = z.object({ test: z.number() });

/** So that a nervous press does not ring a phone twice. */
const PAUSE_SECONDS = 60;

/** Sends a test page by every way of the person, all of them now; null when one was sent a moment ago. */
export async function startTest(
  engine: Engine,
  who: { readonly person: string; readonly slackId: string },
): Promise<number | null> {
  return await engine.database.transaction(async (tx) => {
    const test = await insertTest(tx, who, PAUSE_SECONDS);
    if (test === null) return null;
    const { person } = who;
    const { contacts } = await readWishes(tx, person);
    const dueAt = await readClock(tx);
    const usable = engine.ways().filter(({ kind }) => contacts.some(({ way }) => way === kind));
    const ways = [SLACK, ...usable.map(({ kind }) => kind)];
    const planned = ways.map((way) => ({ page: null, test, person, way, dueAt }));
    const attempts = await insertAttempts(tx, planned);
    await enqueue(tx, [...attemptJobs(attempts), testLook(test)]);
    engine.metrics.testPages.inc({ result: "started" });
    return test;
  });
}

/** Records what became of one way of a test. */
export async function settleTestWay(
  engine: Engine,
  tx: Transaction,
  attempt: Attempt,
  outcome: WayOutcome,
): Promise<void> {
  if (attempt.test === null) return;
  const error = outcome.kind === "sent" ? null : wordsOf(outcome);
  const takesBack = outcome.kind === "failed" && outcome.takesBack === true;
  if (!(await settleAttempt(tx, attempt.id, { state: outcome.kind, error, takesBack }))) return;
  if (outcome.kind !== "sent") engine.metrics.testPages.inc({ result: "way failed" });
  await enqueue(tx, [testLook(attempt.test)]);
}

/** Somebody answered a test by one of its ways; false when it had been answered before. */
export async function answerTest(
  engine: Engine,
  tx: Transaction,
  test: number,
  via: string,
): Promise<boolean> {
  const isFirst = await confirmTest(tx, test, via);
  if (isFirst) engine.metrics.testPages.inc({ result: "confirmed" });
  await enqueue(tx, [testLook(test)]);
  return isFirst;
}

/** Makes the message in Slack say what is known of the test. */
function testLook(test: number): NewJob {
  return { lane: `dm:test/${test}`, kind: "test-page", payload: { test }, dedupe: "test-page" };
}

function wordsOf(outcome: Exclude<WayOutcome, { readonly kind: "sent" }>): string {
  return outcome.kind === "dropped" ? outcome.reason : outcome.error;
}
