import { sql, type Selectable } from "kysely";
import type { DateTime } from "luxon";
import { type Attempt as Tried, SlackSilence } from "#domain/reach.ts";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { IS_OPEN } from "#store/incident/merging.ts";
import type { WayTables } from "#store/tables/way-tables.ts";

/** One way of one page, or of one test. */
export type Attempt = Tried & {
  readonly page: number | null;
  readonly test: number | null;
  readonly person: string;
  readonly tries: number;
  readonly error: string | null;
  readonly silence: SlackSilence | null;
  readonly settledAt: DateTime | null;
};

export type NewAttempt = Pick<Attempt, "page" | "test" | "person" | "way" | "dueAt">;

type Settled = "sent" | "failed" | "skipped" | "dropped";

/** Notes attempts; one that stands already is not made again. */
export async function insertAttempts(
  tx: Transaction,
  attempts: readonly NewAttempt[],
): Promise<readonly Attempt[]> {
  if (attempts.length === 0) return [];
  const rows = await tx
    .insertInto("page_attempt")
    .values(
      attempts.map(({ page, test, person, way, dueAt }) => {
        return { page_id: page, test_id: test, person, way, due_at: dueAt };
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute();
  return rows.map(attemptOf);
}

export async function readAttempts(
  connection: Connection,
  ids: readonly number[],
): Promise<readonly Attempt[]> {
  if (ids.length === 0) return [];
  const rows = await attemptRows(connection).where("id", "in", ids).execute();
  return rows.map(attemptOf);
}

export async function attemptsOfPage(
  connection: Connection,
  page: number,
): Promise<readonly Attempt[]> {
  return await attemptsOfPages(connection, [page]);
}

export async function attemptsOfPages(
  connection: Connection,
  pages: readonly number[],
): Promise<readonly Attempt[]> {
  if (pages.length === 0) return [];
  const rows = await attemptRows(connection).where("page_id", "in", pages).execute();
  return rows.map(attemptOf);
}

export async function attemptsOfTest(
  connection: Connection,
  test: number,
): Promise<readonly Attempt[]> {
  const rows = await attemptRows(connection).where("test_id", "=", test).execute();
  return rows.map(attemptOf);
}

/** What still waits for a person in the same incident, of pages older than this one. */
export async function attemptsBefore(
  tx: Transaction,
  { page, incident, person }: { page: number; incident: number; person: string },
): Promise<readonly Attempt[]> {
  const rows = await attemptRows(tx)
    .where("person", "=", person)
    .where("state", "in", ["pending", "sending"])
    .where("page_id", "in", (pages) =>
      pages
        .selectFrom("page")
        .select("page.id")
        .where("incident_id", "=", incident)
        .where("page.id", "<", page),
    )
    .execute();
  return rows.map(attemptOf);
}

/** Notes that it goes out now: whatever ends before the result is known, it may have gone out. */
export async function noteSending(tx: Transaction, ids: readonly number[]): Promise<void> {
  await tx
    .updateTable("page_attempt")
    .set({
      state: "sending",
      tries: sql`tries + 1`,
      begun_at: sql`coalesce(begun_at, ${musterNow()})`,
    })
    .where("id", "in", ids)
    .execute();
}

/** It failed and is tried again; unless it is known that it did not go out, it may have gone out. */
export async function noteTrouble(
  tx: Transaction,
  id: number,
  { error, unclear }: { readonly error: string; readonly unclear: boolean },
): Promise<void> {
  await tx
    .updateTable("page_attempt")
    .set({ state: unclear ? "sending" : "pending", error: unlessForgotten(error) })
    .where("id", "=", id)
    .where("state", "in", ["pending", "sending"])
    .execute();
}

type Result = {
  readonly state: Settled;
  readonly error: string | null;
  readonly reference?: string | null;
  readonly takesBack?: boolean;
};

/** Ends an attempt's wait, or takes back that it was sent when it may; false when it had ended before. */
export async function settleAttempt(tx: Transaction, id: number, result: Result): Promise<boolean> {
  return (await settleAttempts(tx, [id], result)).has(id);
}

/** The same for many that ended alike: those that had not ended before. */
export async function settleAttempts(
  tx: Transaction,
  ids: readonly number[],
  { state, error, reference = null, takesBack = false }: Result,
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const waiting = ["pending", "sending"] as const;
  const from = takesBack ? ([...waiting, "sent"] as const) : waiting;
  const done = await tx
    .updateTable("page_attempt")
    .set({
      state,
      error: unlessForgotten(error),
      reference: sql`coalesce(${unlessForgotten(reference)}, reference)`,
      settled_at: musterNow(),
    })
    .where("id", "in", ids)
    .where("state", "in", from)
    .returning("id")
    .execute();
  return new Set(done.map(({ id }) => id));
}

/** What was deleted of a person is not written down again by what was under way meanwhile. */
function unlessForgotten(words: string | null) {
  return sql<string | null>`case when forgotten then null else ${words}::text end`;
}

/** Its time is now, or that of the other one if that is earlier still. */
export async function pullAttempt(tx: Transaction, id: number, dueAt: DateTime): Promise<void> {
  await tx
    .updateTable("page_attempt")
    .set({ due_at: sql`least(due_at, ${dueAt})` })
    .where("id", "=", id)
    .execute();
}

export async function noteSilence(
  tx: Transaction,
  id: number,
  silence: SlackSilence,
): Promise<void> {
  await tx
    .updateTable("page_attempt")
    .set({ silence: sql`${unlessForgotten(JSON.stringify(silence))}::jsonb` })
    .where("id", "=", id)
    .execute();
}

/** What was sent to a person by this way for incidents that nobody has yet, the newest first. */
export async function unansweredBy(
  connection: Connection,
  person: string,
  way: string,
): Promise<readonly (Attempt & { readonly incident: number })[]> {
  const rows = await connection
    .selectFrom("page_attempt")
    .innerJoin("page", "page.id", "page_attempt.page_id")
    .innerJoin("incident", "incident.id", "page.incident_id")
    .selectAll("page_attempt")
    .select("page.incident_id as incident")
    .where("page_attempt.person", "=", person)
    .where("page_attempt.way", "=", way)
    .where("page_attempt.state", "in", ["sent", "sending"])
    .where(IS_OPEN)
    .orderBy("page_attempt.id", "desc")
    .execute();
  return rows.map((row) => ({ ...attemptOf(row), incident: row.incident }));
}

function attemptRows(connection: Connection) {
  return connection.selectFrom("page_attempt").selectAll().orderBy("id");
}

/** As the row says it. */
export function attemptOf(row: Selectable<WayTables["page_attempt"]>): Attempt {
  return {
    id: row.id,
    page: row.page_id,
    test: row.test_id,
    person: row.person,
    way: row.way,
    state: row.state,
    dueAt: row.due_at,
    tries: row.tries,
    error: row.error,
    silence: row.silence === null ? null : (SlackSilence.safeParse(row.silence).data ?? null),
    settledAt: row.settled_at,
  };
}
