import { sql } from "kysely";
import { DateTime } from "luxon";
import type { RecordedDuty } from "#domain/shift/shift-record.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** From now on nobody else follows who is on call, until the transaction ends. */
export async function lockDuty(tx: Transaction): Promise<void> {
  await sql`lock table duty in share row exclusive mode`.execute(tx);
}

/** Who is on call as it is on record, by the schedule's id. */
export async function readDuty(connection: Connection): Promise<ReadonlyMap<string, RecordedDuty>> {
  const rows = await connection.selectFrom("duty").selectAll().execute();
  return new Map(
    rows.map(({ schedule, person, since, followed_at: followedAt }) => [
      schedule,
      { person, since: since.toMillis(), followedAt: followedAt.toMillis() },
    ]),
  );
}

export async function saveDuty(
  tx: Transaction,
  schedule: string,
  { person, since, followedAt }: RecordedDuty,
): Promise<void> {
  const row = { person, since: moment(since), followed_at: moment(followedAt) };
  await tx
    .insertInto("duty")
    .values({ schedule, ...row })
    .onConflict((conflict) => conflict.column("schedule").doUpdateSet(row))
    .execute();
}

/** The schedule is there no more. */
export async function dropDuty(tx: Transaction, schedule: string): Promise<void> {
  await tx.deleteFrom("duty").where("schedule", "=", schedule).execute();
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
