import { isWaiting } from "#domain/reach.ts";
import { SLACK } from "#domain/way.ts";
import { settleTestWay, TestJob } from "#engine/page/test-page.ts";
import { renderTestPage } from "#slack/views/test-page.ts";
import type { Message } from "#slack/words/blocks.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { attemptsOfTest } from "#store/page/attempts.ts";
import { noteTestShown, readTest, type TestPage } from "#store/page/test-pages.ts";
import { asError, failureOf, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

/** Makes the message of a test page say what came of each way so far. */
export async function showTestPages(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const wanted = new Set(jobs.map(({ payload }) => TestJob.parse(payload).test));
  for (const id of wanted) {
    const test = await readTest(out.engine.database.kysely, id);
    if (test !== null) await show(out, test);
  }
  return { done: jobs.map(({ id }) => id) };
}

async function show(out: Outgoing, test: TestPage): Promise<void> {
  const { database } = out.engine;
  const attempts = await attemptsOfTest(database.kysely, test.id);
  const content = renderTestPage(test, attempts, out.engine.ways());
  const inSlack = attempts.find(({ way }) => way === SLACK);
  if (inSlack === undefined || (test.ts === null && !isWaiting(inSlack.state))) return;
  try {
    const posted = await put(out, test, content);
    if (test.ts !== null) return;
    await noteTestShown(database.kysely, test.id, posted);
    await settle(out, inSlack, null);
  } catch (error) {
    const failure = asError(failureOf(error));
    if (!(failure instanceof Refused)) throw failure;
    out.engine.logger.warn({ test: test.id, error: failure.code }, "test page refused");
    await settle(out, inSlack, failure.message);
  }
}

async function put(
  { client }: Outgoing,
  { slackId, channel, ts }: TestPage,
  { text, blocks }: Message,
): Promise<{ readonly channel: string; readonly ts: string }> {
  const body = { text, blocks: [...blocks], parse: "none" } as const;
  if (channel !== null && ts !== null) {
    await client.chat.update({ ...body, channel, ts });
    return { channel, ts };
  }
  const answer = await client.chat.postMessage({ ...body, channel: slackId });
  return { channel: answer.channel ?? slackId, ts: answer.ts ?? "" };
}

async function settle(
  { engine }: Outgoing,
  attempt: Parameters<typeof settleTestWay>[2],
  error: string | null,
): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const outcome =
      error === null
        ? ({ kind: "sent", via: SLACK } as const)
        : ({ kind: "failed", error } as const);
    await settleTestWay(engine, tx, attempt, outcome);
  });
}
