import { sql } from "kysely";
import type { Duration } from "luxon";
import type { Transaction } from "#store/database/database.ts";

const MOST_AT_ONCE = 20;

/** Everybody of whose attempts something may be there to forget: one look into the index for each, however many pages. */
const TRIED = sql`
  with recursive tried as (
    (select person from page_attempt where not forgotten order by person limit 1)
    union all
    select (
      select next.person from page_attempt as next
      where not next.forgotten and next.person > tried.person order by next.person limit 1
    ) from tried where tried.person is not null
  )
  select person from tried where person is not null`;

/** Notes who has left, and who came back; returns those who left longer ago than that. */
export async function followLeavers(
  tx: Transaction,
  people: readonly string[],
  keptFor: Duration,
): Promise<readonly string[]> {
  await sql`delete from leaver where person = any(${people}::text[])`.execute(tx);
  await sql`
    insert into leaver (person)
    select person from contact where person <> all(${people}::text[])
    union select person from notify_rule where person <> all(${people}::text[])
    union select owner from calendar where owner <> all(${people}::text[])
    union select person from test_page where person <> all(${people}::text[])
    union select person from (${TRIED}) as tried where person <> all(${people}::text[])
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ person: string }>`
    select person from leaver
    where since < muster_now() - make_interval(secs => ${keptFor.as("seconds")})
    order by since limit ${MOST_AT_ONCE} for update skip locked`.execute(tx);
  return rows.map(({ person }) => person);
}

/** What was deleted of a person. */
export type Forgotten = {
  readonly addresses: number;
  readonly rules: number;
  readonly calendars: number;
  readonly tests: number;
  /** Ways of pages to them that no longer say how they went, nor will. */
  readonly pages: number;
};

/** Deletes what is a person's own and no part of what happened: their addresses, and whatever names or opens these. */
export async function forgetPerson(tx: Transaction, person: string): Promise<Forgotten> {
  // Whoever is about to send something adds no token meanwhile.
  await sql`select from page_attempt where person = ${person} order by id for update`.execute(tx);
  const addresses = await deleteOf(tx, sql`delete from contact where person = ${person}`);
  const rules = await deleteOf(tx, sql`delete from notify_rule where person = ${person}`);
  const calendars = await deleteOf(tx, sql`delete from calendar where owner = ${person}`);
  const pages = await deleteOf(
    tx,
    sql`
      update page_attempt set forgotten = true, error = null, reference = null, silence = null
      where person = ${person} and page_id is not null and not forgotten`,
  );
  await deleteOf(
    tx,
    sql`
      delete from attempt_token where attempt_id in (
        select id from page_attempt where person = ${person})`,
  );
  await deleteOf(
    tx,
    sql`delete from page_attempt where person = ${person} and test_id is not null`,
  );
  const tests = await deleteOf(tx, sql`delete from test_page where person = ${person}`);
  await deleteOf(tx, sql`delete from leaver where person = ${person}`);
  return { addresses, rules, calendars, tests, pages };
}

async function deleteOf(tx: Transaction, statement: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await statement.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** How much names a person and stays. */
export async function recordOf(
  tx: Transaction,
  person: string,
): Promise<{ readonly pages: number; readonly shifts: number }> {
  const { rows } = await sql<{ pages: number; shifts: number }>`
    select
      (select count(*) from page where target ->> 'person' = ${person}) as pages,
      (select count(*) from shift where person = ${person}) as shifts`.execute(tx);
  return rows[0] ?? { pages: 0, shifts: 0 };
}
