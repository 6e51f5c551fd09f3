import { sql } from "kysely";
import type { Transaction } from "#store/database/database.ts";

/**
 * Who had the last turn at each level of the policy that pages one person at a time. Until the transaction ends
 * nobody else takes a turn: with one lock for all of them nobody can wait in a circle.
 */
export async function lockPageTurns(
  tx: Transaction,
  policy: string,
): Promise<ReadonlyMap<number, string>> {
  await sql`select pg_advisory_xact_lock(hashtextextended('page turns', 0))`.execute(tx);
  const rows = await tx
    .selectFrom("page_turn")
    .select(["level", "person"])
    .where("policy", "=", policy)
    .execute();
  return new Map(rows.map(({ level, person }) => [level, person]));
}

export async function savePageTurn(
  tx: Transaction,
  {
    policy,
    level,
    person,
  }: { readonly policy: string; readonly level: number; readonly person: string },
): Promise<void> {
  await tx
    .insertInto("page_turn")
    .values({ policy, level, person })
    .onConflict((conflict) => conflict.columns(["policy", "level"]).doUpdateSet({ person }))
    .execute();
}
