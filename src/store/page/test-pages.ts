import { sql } from "kysely";
import type { DateTime, Duration } from "luxon";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Database, Transaction } from "#store/database/database.ts";

const DROPPED_AT_ONCE = 1000;

/** A page that somebody sent to themselves, to see which of their ways work. */
export type TestPage = {
  readonly id: number;
  readonly person: string;
  readonly slackId: string;
  readonly startedAt: DateTime;
  readonly confirmedAt: DateTime | null;
  /** By what: "button in Slack", "e-mail link". */
  readonly confirmedVia: string | null;
  /** The message that tells what came of it. */
  readonly channel: string | null;
  readonly ts: string | null;
};

/** Null when one began less than so many seconds ago. */
export async function insertTest(
  tx: Transaction,
  { person, slackId }: Pick<TestPage, "person" | "slackId">,
  pauseSeconds: number,
): Promise<number | null> {
  // Two presses at the same moment would not see each other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`test page/${person}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ id: number }>`
    insert into test_page (person, slack_id)
    select ${person}, ${slackId}
    where not exists (
      select from test_page where person = ${person}
        and started_at > muster_now() - make_interval(secs => ${pauseSeconds})
    )
    returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function readTest(connection: Connection, id: number): Promise<TestPage | null> {
  const row = await connection
    .selectFrom("test_page")
    .select(["id", "person", "slack_id as slackId", "started_at as startedAt"])
    .select(["confirmed_at as confirmedAt", "confirmed_via as confirmedVia", "channel", "ts"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** The newest of the last day that the person has not answered; null when they have. */
export async function unconfirmedTest(
  connection: Connection,
  person: string,
): Promise<number | null> {
  const row = await connection
    .selectFrom("test_page")
    .select(["id", "confirmed_at"])
    .where("person", "=", person)
    .where("started_at", ">", sql<DateTime>`muster_now() - interval '1 day'`)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined || row.confirmed_at !== null ? null : row.id;
}

/** False when it had been confirmed before. */
export async function confirmTest(tx: Transaction, id: number, via: string): Promise<boolean> {
  const done = await tx
    .updateTable("test_page")
    .set({ confirmed_at: musterNow(), confirmed_via: via })
    .where("id", "=", id)
    .where("confirmed_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function noteTestShown(
  connection: Connection,
  id: number,
  { channel, ts }: { readonly channel: string; readonly ts: string },
): Promise<void> {
  await connection.updateTable("test_page").set({ channel, ts }).where("id", "=", id).execute();
}

/** When each of these people last confirmed a test page; those who never did are left out. */
export async function lastTests(
  connection: Connection,
  people: readonly string[],
): Promise<ReadonlyMap<string, DateTime>> {
  if (people.length === 0) return new Map();
  const rows = await connection
    .selectFrom("test_page")
    .select((select) => ["person", select.fn.max("confirmed_at").as("at")])
    .where("person", "in", people)
    .groupBy("person")
    .execute();
  return new Map(rows.flatMap(({ person, at }) => (at === null ? [] : [[person, at] as const])));
}

/** Drops the oldest tests that are past their time with all that was tried for them, a bounded amount at a time. */
export async function dropOldTests({ kysely }: Database, keptFor: Duration): Promise<void> {
  await sql`
    with old as (
      select id from test_page
      where started_at < muster_now() - make_interval(secs => ${keptFor.as("seconds")})
      order by id limit ${DROPPED_AT_ONCE}
    ), tried as (
      select id from page_attempt where test_id in (select id from old)
    ), tokens as (
      delete from attempt_token where attempt_id in (select id from tried)
    ), attempts as (
      delete from page_attempt where id in (select id from tried)
    )
    delete from test_page where id in (select id from old)`.execute(kysely);
}
