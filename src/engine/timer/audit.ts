import { Duration } from "luxon";
import type { Engine } from "#engine/engine.ts";
import { scheduleTick } from "#engine/job/jobs.ts";
import { readClock } from "#store/database/clock.ts";
import { forgottenIncidents } from "#store/incident/incidents.ts";

const TOLERANCE = Duration.fromObject({ minutes: 2 });
const MOST = 1000;

/** Finds open incidents that would never move again by themselves, which means a bug, and wakes them now. */
export async function auditIncidents(engine: Engine): Promise<void> {
  const { quietPeriod } = engine.configuration().incidents;
  const forgotten = await engine.database.transaction(async (tx) => {
    const found = await forgottenIncidents(tx, { quietPeriod, tolerance: TOLERANCE, limit: MOST });
    const now = await readClock(tx);
    for (const id of found) await scheduleTick(tx, id, now);
    return found;
  });
  engine.metrics.overduePaging.set(forgotten.length);
  if (forgotten.length === 0) return;
  engine.metrics.invariantRepairs.inc(forgotten.length);
  engine.logger.error({ incidents: forgotten }, "found open incidents that nothing would wake");
}
