import type { Selectable } from "kysely";
import type { DateTime } from "luxon";
import { z } from "zod";
import type { Crossing } from "#domain/objective/notify.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { BudgetTables } from "#store/tables/budget-tables.ts";

const Live = z.object({
  burn: z.number().nullable(),
  remaining: z.number().nullable(),
  untilGone: z.number().nullable(),
});

const Crossings = z.record(
  z.string(),
  z.object({
    since: z.number(),
    seenAt: z.number(),
    toldAt: z.number().nullable(),
    backSince: z.number().nullable(),
  }),
);

/** An error budget as it stood when it was last looked at. */
export type StoredBudget = {
  readonly objective: string;
  readonly live: z.output<typeof Live>;
  readonly readAt: DateTime | null;
  /** Why it could not be read since. */
  readonly error: string | null;
  readonly frozenSince: DateTime | null;
  readonly recoveringSince: DateTime | null;
  /** Lines of the policy that it has crossed, by the rule's key. */
  readonly crossings: Readonly<Record<string, Crossing>>;
};

/** A budget that nobody has looked at yet. */
export function neverRead(objective: string): StoredBudget {
  const live = { burn: null, remaining: null, untilGone: null };
  const never = { readAt: null, error: null, frozenSince: null, recoveringSince: null };
  return { objective, live, ...never, crossings: {} };
}

export async function readBudgets(connection: Connection): Promise<readonly StoredBudget[]> {
  const rows = await connection.selectFrom("budget").selectAll().orderBy("objective").execute();
  return rows.map(budgetOf);
}

/** One that is about to be looked at: until that is saved, nobody else changes it. */
export async function lockBudget(tx: Transaction, objective: string): Promise<StoredBudget> {
  await tx
    .insertInto("budget")
    .values({ objective, live: JSON.stringify(neverRead(objective).live) })
    .onConflict((conflict) => conflict.column("objective").doNothing())
    .execute();
  const row = await tx
    .selectFrom("budget")
    .selectAll()
    .where("objective", "=", objective)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return budgetOf(row);
}

export async function saveBudget(connection: Connection, budget: StoredBudget): Promise<void> {
  const { objective, live, readAt, error, frozenSince, recoveringSince, crossings } = budget;
  const values = {
    live: JSON.stringify(live),
    read_at: readAt,
    error,
    frozen_since: frozenSince,
    recovering_since: recoveringSince,
    crossings: JSON.stringify(crossings),
  };
  await connection
    .insertInto("budget")
    .values({ objective, ...values })
    .onConflict((conflict) => conflict.column("objective").doUpdateSet(values))
    .execute();
}

function budgetOf(row: Selectable<BudgetTables["budget"]>): StoredBudget {
  return {
    objective: row.objective,
    live: Live.safeParse(row.live).data ?? neverRead(row.objective).live,
    readAt: row.read_at,
    error: row.error,
    frozenSince: row.frozen_since,
    recoveringSince: row.recovering_since,
    crossings: Crossings.safeParse(row.crossings).data ?? {},
  };
}
