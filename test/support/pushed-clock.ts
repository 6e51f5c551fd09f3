import { sql } from "kysely";
import type { DateTime, Duration } from "luxon";
import { readClock } from "#store/clock.ts";
import type { Database } from "#store/database.ts";

/** The database's clock, pushed forward by tests instead of waiting. */
export interface PushedClock {
  readonly now: () => Promise<DateTime>;
  readonly advance: (by: Duration) => Promise<void>;
}

export function pushedClock(database: Database): PushedClock {
  return {
    now: () => readClock(database.kysely),
    advance: async (by) => {
      await sql`
        update muster_test.clock
        set pushed = pushed + make_interval(secs => ${by.as("seconds")})`.execute(database.kysely);
    },
  };
}

/** Puts the pushed clock in the place of muster_now(); kept in a schema that resets leave alone. */
export async function installPushedClock(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await sql`create schema muster_test`.execute(tx);
    await sql`create table muster_test.clock (pushed interval not null)`.execute(tx);
    await sql`insert into muster_test.clock values ('0')`.execute(tx);
    await sql`
      create or replace function muster_now() returns timestamptz language sql stable
      as 'select now() + (select pushed from muster_test.clock)'`.execute(tx);
  });
}

export async function resetClock(database: Database): Promise<void> {
  await sql`update muster_test.clock set pushed = '0'`.execute(database.kysely);
}
