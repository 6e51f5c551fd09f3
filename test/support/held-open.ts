import { sql } from "kysely";
import { expect } from "vitest";
import type { TestDatabase } from "./database.ts";
import { eventually } from "./eventually.ts";

/** Does the work in a transaction that stays open until the returned function commits it. */
export async function holdOpen(
  database: TestDatabase,
  work: Parameters<TestDatabase["transaction"]>[0],
): Promise<() => Promise<void>> {
  const started = Promise.withResolvers<void>();
  const ending = Promise.withResolvers<void>();
  const transaction = database.transaction(async (tx) => {
    await work(tx);
    started.resolve();
    await ending.promise;
  });
  await Promise.race([started.promise, transaction]);
  return async () => {
    ending.resolve();
    await transaction;
  };
}

/** Until so many wait for a lock that somebody else has. */
export async function untilWaiting({ kysely }: TestDatabase, count: number): Promise<void> {
  await eventually(async () => {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(kysely);
    expect(rows).toHaveLength(count);
  });
}
