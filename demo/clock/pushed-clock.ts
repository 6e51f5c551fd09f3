import { sql } from "kysely";
import type { Connection, Database } from "#store/database/database.ts";
import { noteJobsSent } from "#store/database/transaction.ts";

/** Puts a clock that can be pushed forward in the place of muster_now(), by which everything in Muster is timed. */
export async function installPushedClock(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await sql`create schema muster_clock`.execute(tx);
    await sql`create table muster_clock.pushed (by interval not null)`.execute(tx);
    await sql`insert into muster_clock.pushed values ('0')`.execute(tx);
    await sql`
      create or replace function muster_now() returns timestamptz language sql stable
      as 'select now() + (select by from muster_clock.pushed)'`.execute(tx);
  });
}

export async function pushClock(connection: Connection, seconds: number): Promise<void> {
  await sql`
    update muster_clock.pushed set by = by + make_interval(secs => ${seconds})`.execute(connection);
}

/**
 * Pushes the clock unless somebody holds a lane, whose lease would run out by it and who would then not be the
 * only one at work there. False when that was so.
 */
export async function pushClockWhenIdle(database: Database, seconds: number): Promise<boolean> {
  return await database.transaction(async (tx) => {
    await sql`lock table lane in exclusive mode`.execute(tx);
    const held = tx.selectFrom("lane").select("name").where("lease_until", "is not", null);
    if ((await held.limit(1).execute()).length > 0) return false;
    await pushClock(tx, seconds);
    const lanes = await tx.selectFrom("lane").select("class").distinct().execute();
    // Wakes the workers, which sleep by the computer's clock.
    noteJobsSent(
      tx,
      lanes.map((lane) => lane.class),
    );
    return true;
  });
}
