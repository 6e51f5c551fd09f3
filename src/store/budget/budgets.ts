import type { DateTime } from "luxon";
import { z } from "zod";
import type { Connection } from "#store/database/database.ts";

const Live = z.object({
  burn: z.number().nullable(),
  remaining: z.number().nullable(),
  untilGone: z.number().nullable(),
});

/** An error budget as it stood when it was last looked at. */
export type StoredBudget = {
  readonly objective: string;
  readonly live: z.output<typeof Live>;
  readonly readAt: DateTime | null;
  /** Why it could not be read since. */
  readonly error: string | null;
  readonly frozenSince: DateTime | null;
  readonly recoveringSince: DateTime | null;
};

/** A budget that nobody has looked at yet. */
export function neverRead(objective: string): StoredBudget {
  const live = { burn: null, remaining: null, untilGone: null };
  return { objective, live, readAt: null, error: null, frozenSince: null, recoveringSince: null };
}

export async function readBudgets(connection: Connection): Promise<readonly StoredBudget[]> {
  const rows = await connection.selectFrom("budget").selectAll().orderBy("objective").execute();
  return rows.map((row) => ({
    objective: row.objective,
    live: Live.safeParse(row.live).data ?? neverRead(row.objective).live,
    readAt: row.read_at,
    error: row.error,
    frozenSince: row.frozen_since,
    recoveringSince: row.recovering_since,
  }));
}

export async function saveBudget(connection: Connection, budget: StoredBudget): Promise<void> {
  const { objective, live, readAt, error, frozenSince, recoveringSince } = budget;
  const values = {
    live: JSON.stringify(live),
    read_at: readAt,
    error,
    frozen_since: frozenSince,
    recovering_since: recoveringSince,
  };
  await connection
    .insertInto("budget")
    .values({ objective, ...values })
    .onConflict((conflict) => conflict.column("objective").doUpdateSet(values))
    .execute();
}
