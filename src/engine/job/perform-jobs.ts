import type { DateTime } from "luxon";
import { readClock } from "#store/database/clock.ts";
import type { Database, Transaction } from "#store/database/database.ts";
import { type Claim, type Job, type Outcome, extend, finish } from "#store/job/lanes.ts";
import type { Logger } from "#telemetry/logger.ts";

interface JobContext {
  readonly lane: string;
  /** The database's time when the lane was claimed. */
  readonly now: DateTime;
  /** Aborted when somebody else has the lane, or the program must end. */
  readonly signal: AbortSignal;
  /** Records the outcome in a transaction of the handler, as its last step; the handler then returns null. */
  readonly finish: (tx: Transaction, outcome: Outcome) => Promise<void>;
}

/**
 * Does jobs of one kind and lane, oldest first. Jobs that the outcome does not name are due again at once;
 * a thrown error is tried again later, for ever.
 */
export type JobHandler = (jobs: readonly Job[], context: JobContext) => Promise<Outcome | null>;

export interface PerformOptions {
  readonly database: Database;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly logger: Logger;
  readonly onFailure?: ((kind: string) => void) | undefined;
}

const longestBackoffSeconds = 60;
const MOST_NAMED = 10;
/** From here on a person should look: it has failed for about ten minutes. */
const worryingAttempts = 15;

/** Does what was claimed and gives the lane back, whatever happens. */
export async function performJobs(
  options: PerformOptions,
  held: Claim,
  stop: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  const renewal = setInterval(() => void renew(options, held, lost), held.leaseSeconds * 333);
  try {
    const outcome = await callHandler(options, held, AbortSignal.any([lost.signal, stop]));
    if (outcome !== null) await settle(options.database, held, outcome);
  } catch (error) {
    await recordFailure(options, held, error);
  } finally {
    clearInterval(renewal);
  }
}

async function callHandler(
  options: PerformOptions,
  held: Claim,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const kind = kindOf(held);
  const handler = options.handlers[kind];
  if (handler === undefined) throw new Error(`Nothing here handles jobs of the kind ${kind}`);
  const outcome = await handler(held.jobs, {
    lane: held.lane,
    now: held.now,
    signal,
    finish: (tx, result) => finishOrThrow(tx, held, result),
  });
  if (outcome !== null && isEmpty(outcome)) throw new Error("The handler settled none of its jobs");
  return outcome;
}

async function settle(database: Database, held: Claim, outcome: Outcome): Promise<void> {
  await database.transaction((tx) => finishOrThrow(tx, held, outcome));
}

async function finishOrThrow(tx: Transaction, held: Claim, outcome: Outcome): Promise<void> {
  if (!(await finish(tx, held, outcome))) throw new LeaseLost(held.lane);
}

async function renew(options: PerformOptions, held: Claim, lost: AbortController): Promise<void> {
  try {
    if (await extend(options.database, held)) return;
    lost.abort(new LeaseLost(held.lane));
  } catch (error) {
    // The lease has not ended yet; the next renewal may succeed.
    options.logger.warn({ lane: held.lane, reason: reasonOf(error) }, "could not renew a lease");
  }
}

async function recordFailure(options: PerformOptions, held: Claim, error: unknown): Promise<void> {
  const kind = kindOf(held);
  const attempts = Math.max(...held.jobs.map((job) => job.attempts)) + 1;
  const jobs = held.jobs.slice(0, MOST_NAMED).map(({ id, payload }) => ({ job: id, ...payload }));
  const facts = { lane: held.lane, kind, jobs, attempts, reason: reasonOf(error) };
  if (error instanceof LeaseLost) return options.logger.warn(facts, "lost the lease of a lane");
  options.onFailure?.(kind);
  const level = attempts < worryingAttempts ? "warn" : "error";
  options.logger[level](facts, "a job failed and will be tried again");
  try {
    await options.database.transaction((tx) => postpone(tx, held, { error, attempts }));
  } catch (problem) {
    // The database is away: the lease runs out and the jobs are due again.
    options.logger.warn({ ...facts, reason: reasonOf(problem) }, "could not record a failed job");
  }
}

async function postpone(
  tx: Transaction,
  held: Claim,
  failure: { readonly error: unknown; readonly attempts: number },
): Promise<void> {
  const seconds = retryAfter(failure.error) ?? backoff(failure.attempts);
  const runAt = (await readClock(tx)).plus({ seconds });
  const error = reasonOf(failure.error).slice(0, 500);
  const retry = held.jobs.map((job) => ({ id: job.id, runAt, error }));
  await finish(tx, held, { done: [], retry });
}

function backoff(attempts: number): number {
  return Math.min(longestBackoffSeconds, 2 ** (attempts - 1));
}

/** What the other side asked for: the lane rests that long. */
function retryAfter(error: unknown): number | null {
  if (!(error instanceof Error) || !("retryAfterSeconds" in error)) return null;
  return typeof error.retryAfterSeconds === "number" ? error.retryAfterSeconds : null;
}

class LeaseLost extends Error {
  readonly code = "lease_lost";

  constructor(lane: string) {
    super(`Somebody else has the lane ${lane}`);
    this.name = "LeaseLost";
  }
}

function isEmpty(outcome: Outcome): boolean {
  const settled = outcome.done.length + (outcome.retry?.length ?? 0);
  return settled === 0 && outcome.pauseUntil === undefined;
}

function kindOf(held: Claim): string {
  return held.jobs[0]?.kind ?? "";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
