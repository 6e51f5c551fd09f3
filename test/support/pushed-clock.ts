import { sql } from "kysely";
import type { DateTime, Duration } from "luxon";
import { installPushedClock as install, pushClock } from "#demo/clock/pushed-clock.ts";
import { readClock } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";

/** The database's clock, pushed forward by tests instead of waiting. */
export interface PushedClock {
  readonly now: () => Promise<DateTime>;
  readonly advance: (by: Duration) => Promise<void>;
}

export function pushedClock(database: Database): PushedClock {
  return {
    now: () => readClock(database.kysely),
    advance: (by) => pushClock(database.kysely, by.as("seconds")),
  };
}

/** The clock of the demo, and a schema for what tests note; resets leave both alone. */
export async function installPushedClock(database: Database): Promise<void> {
  await install(database);
  await sql`create schema muster_test`.execute(database.kysely);
}

export async function resetClock(database: Database): Promise<void> {
  await sql`update muster_clock.pushed set by = '0'`.execute(database.kysely);
}
