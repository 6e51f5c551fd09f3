import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { Connection, Database, Transaction } from "#store/database/database.ts";
import { type Attempt, attemptOf } from "./attempts.ts";

const DROPPED_AT_ONCE = 1000;

/** Only the hash is kept: whoever reads the database can acknowledge nothing. */
export async function insertToken(
  tx: Transaction,
  token: string,
  ids: readonly number[],
): Promise<void> {
  await tx
    .insertInto("attempt_token")
    .values(ids.map((id) => ({ hash: hashOf(token), attempt_id: id })))
    .execute();
}

/** What the token was sent for, and when it was made. */
export async function attemptsOfToken(
  connection: Connection,
  token: string,
): Promise<readonly (Attempt & { readonly tokenAt: DateTime })[]> {
  const rows = await connection
    .selectFrom("page_attempt")
    .innerJoin("attempt_token", "attempt_token.attempt_id", "page_attempt.id")
    .selectAll("page_attempt")
    .select("attempt_token.created_at as token_at")
    .where("attempt_token.hash", "=", hashOf(token))
    .orderBy("page_attempt.id")
    .execute();
  return rows.map((row) => ({ ...attemptOf(row), tokenAt: row.token_at }));
}

/** Drops tokens whose incident was over a week ago, or whose test is as old: they open nothing any more. */
export async function dropOldTokens({ kysely }: Database): Promise<void> {
  await sql`
    delete from attempt_token where (hash, attempt_id) in (
      select token.hash, token.attempt_id
      from attempt_token as token
      join page_attempt as attempt on attempt.id = token.attempt_id
      left join page on page.id = attempt.page_id
      left join incident on incident.id = page.incident_id
      where token.created_at < muster_now() - interval '7 days'
        and (page.id is null or incident.resolved_at < muster_now() - interval '7 days')
      limit ${DROPPED_AT_ONCE}
    )`.execute(kysely);
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
