import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { tick } from "#engine/timer/tick.ts";
import type { TestDatabase } from "./database.ts";

const Tick = z.object({ incident: IncidentId });

/** Pushes the clock and does what the timers are booked for by then, as the timers' worker would. */
export async function pass(
  engine: Engine,
  database: TestDatabase,
  duration: Parameters<TestDatabase["clock"]["advance"]>[0],
): Promise<void> {
  await database.clock.advance(duration);
  const due = await database.kysely
    .selectFrom("job")
    .select("payload")
    .where("kind", "=", "tick")
    .where("run_at", "<=", await database.clock.now())
    .execute();
  for (const { payload } of due) await tick(engine, Tick.parse(payload).incident);
}
