import type { DateTime } from "luxon";
import { isHeartbeat } from "#domain/heartbeat.ts";
import type { Source } from "#domain/source.ts";
import { readClock } from "#store/clock.ts";
import type { Transaction } from "#store/database.ts";
import {
  noteFailure,
  settleDelivery,
  sourcesWithDeliveries,
  waitingDeliveries,
  type Delivery,
} from "#store/deliveries.ts";
import { lockSource, noteDelivery } from "#store/sources.ts";
import type { Engine, Reading } from "./engine.ts";
import { receiveReport } from "./receive-report.ts";

const BATCH = 50;
const FAILURES = 5;

/** Works off what was delivered, oldest first, one transaction at a time; returns how many it worked off. */
export async function processDeliveries(engine: Engine): Promise<number> {
  const sources = await sourcesWithDeliveries(engine.database);
  let total = 0;
  for (const source of sources) total += await processSource(engine, source);
  return total;
}

/** One source's deliveries, in the order of their arrival. */
async function processSource(engine: Engine, source: string): Promise<number> {
  let done = 0;
  for (;;) {
    const batch = await processBatch(engine, source, BATCH).catch(() => null);
    if (batch === null) return done + (await processSingly(engine, source));
    done += batch;
    if (batch < BATCH) return done;
  }
}

async function processBatch(engine: Engine, source: string, limit: number): Promise<number> {
  return await engine.database.transaction(async (tx) => {
    if (!(await lockSource(tx, source))) return 0;
    const waiting = await waitingDeliveries(tx, source, limit);
    for (const delivery of waiting) await processOne(engine, tx, { source, delivery });
    return waiting.length;
  });
}

/**
 * One by one after a failure, so that the delivery to blame takes none of its neighbours with it. What fails
 * again and again is put aside, kept and counted, so that it does not stop those behind it for ever.
 */
async function processSingly(engine: Engine, source: string): Promise<number> {
  for (let done = 0; ; done += 1) {
    try {
      if ((await processBatch(engine, source, 1)) === 0) return done;
    } catch (error) {
      await blame(engine, source, error);
      return done;
    }
  }
}

async function blame(engine: Engine, source: string, error: unknown): Promise<void> {
  engine.logger.error({ source, err: error }, "delivery not processed");
  await engine.database.transaction(async (tx) => {
    const [delivery] = await waitingDeliveries(tx, source, 1);
    if (delivery === undefined) return;
    const failures = await noteFailure(tx, delivery.id);
    if (failures < FAILURES) return;
    engine.metrics.quarantined.inc({ source });
    await settleDelivery(tx, delivery.id, error instanceof Error ? error.message : String(error));
  });
}

async function processOne(
  engine: Engine,
  tx: Transaction,
  { source, delivery }: { readonly source: string; readonly delivery: Delivery },
): Promise<void> {
  const now = await readClock(tx);
  const reading = read(engine, source, delivery, now);
  if (reading.kind === "unreadable") {
    engine.metrics.quarantined.inc({ source });
    engine.logger.error(
      { source, delivery: delivery.id, reason: reading.reason },
      "delivery refused",
    );
    await settleDelivery(tx, delivery.id, reading.reason);
    return;
  }
  const { report } = reading;
  const known = engine.configuration().sources.get(source);
  const beats =
    known === undefined ? [] : report.events.filter((event) => isHeartbeat(known, event));
  await noteDelivery(
    tx,
    source,
    now,
    beats.some(({ status }) => status === "firing"),
  );
  const events = report.events.filter((event) => !beats.includes(event));
  await receiveReport(engine, tx, { source, report: { ...report, events }, now });
  await settleDelivery(tx, delivery.id, null);
}

function read(engine: Engine, id: string, delivery: Delivery, now: DateTime): Reading {
  const type: Source["type"] = engine.configuration().sources.get(id)?.type ?? "alertmanager";
  return engine.readers[type].read(delivery.body, now);
}
