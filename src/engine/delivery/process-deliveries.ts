import { setImmediate as giveWay } from "node:timers/promises";
import type { Engine } from "#engine/engine.ts";
import { noteNotStored } from "#engine/impairment/look-at-disk.ts";
import { createBackoff, type Backoff } from "#engine/job/backoff.ts";
import {
  areNext,
  noteFailure,
  sourcesWithDeliveries,
  waitingDeliveries,
} from "#store/alert/deliveries.ts";
import { lockSource } from "#store/alert/sources.ts";
import { afterCommit } from "#store/database/transaction.ts";
import { isFaultOfDelivery } from "./delivery-fault.ts";
import { MOST_INCIDENTS, planDelivery, type Step } from "./plan-delivery.ts";
import { pack } from "./portions.ts";
import { refuseDelivery } from "./refuse-delivery.ts";
import { takeSteps } from "./take-steps.ts";

const BATCH = 50;
const FAILURES = 5;

/**
 * Works off what was delivered until nothing waits, whichever source it is of; returns how many steps it took. Others may
 * go on delivering for ever, so whoever wants to stop it says so.
 */
export async function processDeliveries(
  engine: Engine,
  backoff: Backoff = createBackoff(),
  stopping?: AbortSignal,
): Promise<number> {
  for (let total = 0; ;) {
    const sources = await sourcesWithDeliveries(engine.database);
    const taken = await processSources(engine, sources, backoff);
    total += taken;
    if (taken === 0 || stopping?.aborted === true) return total;
  }
}

/**
 * Works off a batch of what each of these sources has delivered, oldest first, a few incidents a transaction; for what is
 * left they are asked again, so none of them keeps the others waiting.
 */
export async function processSources(
  engine: Engine,
  sources: readonly string[],
  backoff: Backoff,
): Promise<number> {
  let total = 0;
  for (const source of sources) {
    if (!backoff.rests(source)) total += await attemptSource(engine, source, backoff);
  }
  return total;
}

/** Trouble of the database leaves the source's deliveries where they are, and the other sources alone. */
async function attemptSource(engine: Engine, source: string, backoff: Backoff): Promise<number> {
  try {
    const taken = await processSource(engine, source);
    backoff.worked(source);
    return taken;
  } catch (error) {
    const seconds = backoff.failed(source);
    noteNotStored(engine, error);
    engine.logger.error({ source, seconds, err: error }, "deliveries wait, trying again");
    return 0;
  }
}

/** A batch of one source's deliveries, in the order of their arrival. */
async function processSource(engine: Engine, source: string): Promise<number> {
  const steps: Step[] = [];
  for (const delivery of await waitingDeliveries(engine.database, source, BATCH)) {
    steps.push(...planDelivery(engine, source, delivery));
    await giveWay();
  }
  let taken = 0;
  for (const portion of pack(steps, ({ incidents }) => incidents, MOST_INCIDENTS)) {
    if (!(await takeOrBlame(engine, source, portion))) return taken;
    taken += portion.length;
    // The embedded database answers without ever leaving the turn: requests and timers want theirs.
    await giveWay();
  }
  return taken;
}

/** False when the source's deliveries must be looked at again before anything else is done. */
async function takeOrBlame(
  engine: Engine,
  source: string,
  steps: readonly Step[],
): Promise<boolean> {
  try {
    return await takeTogether(engine, source, steps);
  } catch (error) {
    if (!isFaultOfDelivery(error)) throw error;
    const deliveries = idsOf(steps);
    engine.logger.error({ source, deliveries, err: error }, "deliveries not processed");
    const [delivery, ...others] = deliveries;
    if (delivery === undefined) return false;
    return others.length === 0
      ? await blame(engine, source, { delivery, error })
      : await takeSingly(engine, source, steps);
  }
}

/** So that the delivery to blame takes none of its neighbours with it. */
async function takeSingly(
  engine: Engine,
  source: string,
  steps: readonly Step[],
): Promise<boolean> {
  for (const step of steps) {
    if (!(await takeOrBlame(engine, source, [step]))) return false;
  }
  return true;
}

async function takeTogether(
  engine: Engine,
  source: string,
  steps: readonly Step[],
): Promise<boolean> {
  const deliveries = idsOf(steps);
  return await engine.database.transaction(async (tx) => {
    const now = await lockSource(tx, source);
    // Another process may have gone on from here, or an older delivery may have been committed late.
    if (now === null || !(await areNext(tx, source, deliveries))) return false;
    await takeSteps(engine, tx, { source, steps, now });
    afterCommit(tx, () => engine.logger.info({ source, deliveries }, "deliveries worked off"));
    return true;
  });
}

/** Counts it against the delivery, which rests for a while; true when it was the last time, and those behind it go on. */
async function blame(
  engine: Engine,
  source: string,
  { delivery, error }: { readonly delivery: number; readonly error: unknown },
): Promise<boolean> {
  return await engine.database.transaction(async (tx) => {
    const now = await lockSource(tx, source);
    if (now === null || !(await areNext(tx, source, [delivery]))) return false;
    if ((await noteFailure(tx, delivery)) < FAILURES) return false;
    const reason = error instanceof Error ? error.message : String(error);
    await refuseDelivery(engine, tx, { source, delivery, reason }, now);
    return true;
  });
}

function idsOf(steps: readonly Step[]): readonly number[] {
  return [...new Set(steps.map(({ delivery }) => delivery.id))];
}
