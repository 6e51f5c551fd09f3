import { once } from "node:events";
import type { DateTime } from "luxon";
import { z } from "zod";
import type { Engine } from "#engine/engine.ts";
import {
  beginAttempts,
  type BegunAttempts,
  isSpent,
  settleNeeded,
} from "#engine/page/begin-attempts.ts";
import { tellTrouble } from "#engine/page/settle-way.ts";
import type { WayOutcome } from "#engine/page/way-outcome.ts";
import { ReachJob } from "#engine/reach.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { noteTrouble, readAttempts } from "#store/page/attempts.ts";
import { writeNotice } from "./notice.ts";
import type { Transport, Way, WayResult, WaySetting } from "./way.ts";

/** After one notice the next to the same person by the same way waits this long, and tells of all that came meanwhile. */
const REST = { seconds: 30 };
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

type Failure = WayResult & { readonly kind: "failed" };

/** What came of one notice, and which of its attempts are made again. */
type End = { readonly sent: boolean; readonly again: readonly number[] };

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
  const ends: End[] = [];
  for (const bundle of bundles) {
    signal.throwIfAborted();
    ends.push(await sendBundle(ways, way, { ids: bundle, signal }));
  }
  const rest = ends.some(({ sent }) => sent) ? now.plus(way?.rest ?? REST) : null;
  return outcomeOf(jobs, { again: new Set(ends.flatMap(({ again }) => again)), rest, now });
}

type Bundle = { readonly ids: readonly number[]; readonly signal: AbortSignal };

async function sendBundle(
  { engine, setting }: Ways,
  way: Way | undefined,
  { ids, signal }: Bundle,
): Promise<End> {
  const begun = await engine.database.transaction((tx) => beginAttempts(engine, tx, ids));
  if (begun === null) return { sent: false, again: [] };
  const transport = way?.connect(setting()) ?? null;
  if (transport === null) {
    const error = "muster.yaml does not set it up any more";
    await settleAll(engine, begun.needed, { kind: "skipped", error });
    return { sent: false, again: [] };
  }
  const about = begun.needed.map(({ attempt, page }) => {
    return { incident: page?.incident ?? null, page: attempt.page, attempt: attempt.id };
  });
  engine.logger.info({ way: way?.kind, about }, "using a way");
  return await record(engine, begun, await handOver(engine, transport, begun, signal));
}

/** Whatever else is said of it, it ends: a way that hangs must not keep the person's others waiting, nor a worker. */
async function handOver(
  engine: Engine,
  transport: Transport,
  begun: BegunAttempts,
  signal: AbortSignal,
): Promise<WayResult> {
  const notice = await writeNotice(engine, begun);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const result = await Promise.race([
    trySending(() => transport.send(begun.address, notice, limit)),
    givenUp(limit),
  ]);
  // Whoever has the lane by now makes the attempt again: that is no fault of the way.
  if (result.kind === "failed") signal.throwIfAborted();
  return result;
}

/** What a way throws is a fault of its own; the words of it may hold an address, so they go nowhere. */
async function trySending(send: () => Promise<WayResult>): Promise<WayResult> {
  try {
    return await send();
  } catch {
    return { kind: "failed", reason: "it could not be sent", again: true, unclear: true };
  }
}

async function givenUp(limit: AbortSignal): Promise<WayResult> {
  if (!limit.aborted) await once(limit, "abort");
  return { kind: "failed", reason: "it took too long", again: true, unclear: true };
}

async function record(engine: Engine, begun: BegunAttempts, result: WayResult): Promise<End> {
  const { needed } = begun;
  const way = needed[0]?.attempt.way ?? "";
  if (result.kind === "sent") {
    await settleAll(engine, needed, { kind: "sent", via: way, reference: result.reference });
    return { sent: true, again: [] };
  }
  const { reason } = result;
  const attempts = needed.map(({ attempt }) => attempt.id);
  engine.logger.warn({ way, reason, attempts }, "a way failed");
  // Each by its own count: what has just come is not given up for what failed before.
  const over = needed.filter(({ attempt }) => !result.again || isSpent(attempt.tries + 1));
  const again = needed.filter((one) => !over.includes(one));
  await settleAll(engine, over, { kind: "failed", error: reason });
  await noteAgain(engine, again, result);
  return { sent: false, again: again.map(({ attempt }) => attempt.id) };
}

async function settleAll(
  engine: Engine,
  needed: BegunAttempts["needed"],
  outcome: WayOutcome,
): Promise<void> {
  await engine.database.transaction(async (tx) => {
    for (const one of needed) await settleNeeded(engine, tx, one, outcome);
  });
}

/** It waits for its next try, and the person's next way does not wait for that. */
async function noteAgain(
  engine: Engine,
  needed: BegunAttempts["needed"],
  { reason: error, unclear = false }: Failure,
): Promise<void> {
  await engine.database.transaction(async (tx) => {
    for (const { attempt, page } of needed) {
      if (page !== null) await tellTrouble(engine, tx, page, { attempt, error });
      await noteTrouble(tx, attempt.id, { error, unclear });
    }
  });
}

type Doing = {
  readonly again: ReadonlySet<number>;
  readonly rest: DateTime | null;
  readonly now: DateTime;
};

function outcomeOf(jobs: readonly Job[], { again, rest, now }: Doing): Outcome {
  function isAgain({ payload }: Job): boolean {
    return again.has(ReachJob.parse(payload).attempt);
  }
  const retry = jobs.filter(isAgain).map((job) => ({
    id: job.id,
    runAt: now.plus({ seconds: RETRY_SECONDS * (job.attempts + 1) }),
    error: "tried again",
  }));
  const done = jobs.filter((job) => !isAgain(job)).map(({ id }) => id);
  return { done, retry, ...(rest !== null && { pauseUntil: rest }) };
}
