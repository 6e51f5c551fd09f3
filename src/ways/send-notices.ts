import type { DateTime } from "luxon";
import { z } from "zod";
import { beginAttempts, type BegunAttempts, settleNeeded } from "#engine/begin-attempts.ts";
import type { Engine } from "#engine/engine.ts";
import { ReachJob } from "#engine/reach.ts";
import { tellTrouble, type WayOutcome } from "#engine/settle-way.ts";
import { noteTrouble, readAttempts } from "#store/attempts.ts";
import type { Job, Outcome } from "#store/lanes.ts";
import { writeNotice } from "./notice.ts";
import type { Way, WayResult, WaySetting } from "./way.ts";

/** After one notice the next to the same person by the same way waits this long, and tells of all that came meanwhile. */
const PAUSE = { seconds: 30 };
const MOST_TRIES = 3;
const RETRY_SECONDS = 15;
const TIMEOUT_MS = 30_000;

const Lane = z.string().regex(/^reach:[^/]+\/[^/]+$/);

/** What the workers of the ways need. */
export type Ways = {
  readonly engine: Engine;
  readonly all: readonly Way[];
  readonly setting: () => WaySetting;
};

type Context = { readonly lane: string; readonly now: DateTime; readonly signal: AbortSignal };

/** Sends what waits for one person by one way: all pages in one notice, a test by itself. */
export async function sendNotices(
  ways: Ways,
  jobs: readonly Job[],
  { lane, now, signal }: Context,
): Promise<Outcome> {
  const way = ways.all.find(({ kind }) => kind === Lane.parse(lane).split("/", 2)[1]);
  const ids = jobs.map(({ payload }) => ReachJob.parse(payload).attempt);
  const attempts = await readAttempts(ways.engine.database.kysely, ids);
  const tests = attempts.filter(({ page }) => page === null).map(({ id }) => id);
  const bundles = [ids.filter((id) => !tests.includes(id)), ...tests.map((id) => [id])];
  const again = new Set<number>();
  let sent = false;
  for (const bundle of bundles) {
    signal.throwIfAborted();
    const end = await sendBundle(ways, way, { ids: bundle, signal });
    sent ||= end === "sent";
    if (end === "again") for (const id of bundle) again.add(id);
  }
  return outcomeOf(jobs, { again, sent, now });
}

type Bundle = { readonly ids: readonly number[]; readonly signal: AbortSignal };

async function sendBundle(
  { engine, setting }: Ways,
  way: Way | undefined,
  { ids, signal }: Bundle,
): Promise<"nothing" | "sent" | "failed" | "again"> {
  const begun = await engine.database.transaction((tx) => beginAttempts(engine, tx, ids));
  if (begun === null) return "nothing";
  const transport = way?.connect(setting()) ?? null;
  if (transport === null) {
    await settleAll(engine, begun, {
      kind: "skipped",
      error: "muster.yaml does not set it up any more",
    });
    return "failed";
  }
  const notice = await writeNotice(engine, begun);
  const result = await trySending(() => {
    return transport.send(
      begun.address,
      notice,
      AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    );
  });
  return await record(engine, begun, result);
}

/** What a way throws is a fault of its own; the words of it may hold an address, so they go nowhere. */
async function trySending(send: () => Promise<WayResult>): Promise<WayResult> {
  try {
    return await send();
  } catch {
    return { kind: "failed", reason: "it could not be sent", again: true };
  }
}

async function record(
  engine: Engine,
  begun: BegunAttempts,
  result: WayResult,
): Promise<"sent" | "failed" | "again"> {
  const [first] = begun.needed;
  const way = first?.attempt.way ?? "";
  if (result.kind === "sent") {
    await settleAll(engine, begun, { kind: "sent", via: way, reference: result.reference });
    return "sent";
  }
  const { reason, again } = result;
  engine.logger.warn(
    { way, reason, attempts: begun.needed.map(({ attempt }) => attempt.id) },
    "a way failed",
  );
  const tries = Math.max(...begun.needed.map(({ attempt }) => attempt.tries)) + 1;
  if (!again || tries >= MOST_TRIES) {
    await settleAll(engine, begun, { kind: "failed", error: reason });
    return "failed";
  }
  await noteAgain(engine, begun, reason);
  return "again";
}

async function settleAll(
  engine: Engine,
  { needed }: BegunAttempts,
  outcome: WayOutcome,
): Promise<void> {
  await engine.database.transaction(async (tx) => {
    for (const one of needed) await settleNeeded(engine, tx, one, outcome);
  });
}

/** It waits for its next try, and the person's next way does not wait for that. */
async function noteAgain(engine: Engine, { needed }: BegunAttempts, error: string): Promise<void> {
  await engine.database.transaction(async (tx) => {
    for (const { attempt, page } of needed) {
      if (page !== null) await tellTrouble(engine, tx, page, { attempt, error });
      await noteTrouble(tx, attempt.id, error);
    }
  });
}

function outcomeOf(
  jobs: readonly Job[],
  {
    again,
    sent,
    now,
  }: { readonly again: ReadonlySet<number>; readonly sent: boolean; readonly now: DateTime },
): Outcome {
  function isAgain({ payload }: Job): boolean {
    return again.has(ReachJob.parse(payload).attempt);
  }
  const retry = jobs.filter(isAgain).map((job) => ({
    id: job.id,
    runAt: now.plus({ seconds: RETRY_SECONDS * (job.attempts + 1) }),
    error: "tried again",
  }));
  const done = jobs.filter((job) => !isAgain(job)).map(({ id }) => id);
  return { done, retry, ...(sent && { pauseUntil: now.plus(PAUSE) }) };
}
