import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { createDeliveryWriter } from "#store/alert/delivery-writer.ts";
import { type TestDatabase, withDatabases, withPostgres } from "#test/support/database.ts";

const MEBIBYTE = 1024 * 1024;
/** How they are gathered has nothing to do with how busy the machine is. */
const FOR_EVER = Infinity;

function delivery(name: string, bytes = 0): { source: string; body: Buffer } {
  return { source: "prod", body: Buffer.from(`${name} ${"x".repeat(bytes)}`) };
}

/** Which numbers were stored by one statement, and so with one commit. */
async function statements({ kysely }: TestDatabase): Promise<readonly (readonly number[])[]> {
  const { rows } = await sql<{ ids: number[] }>`
    select array_agg(id::int order by id) as ids from delivery
    group by xmin::text order by min(id)`.execute(kysely);
  return rows.map(({ ids }) => ids);
}

withDatabases("deliveries that arrive together", (open) => {
  it("are stored by a few statements, each under the number that its sender is told", async () => {
    const database = await open();
    const write = createDeliveryWriter(database, FOR_EVER);
    const names = Array.from({ length: 100 }, (_, index) => `delivery ${index}`);

    const ids = await Promise.all(names.map((name) => write(delivery(name))));

    const rows = await database.kysely
      .selectFrom("delivery")
      .select(["id", "body"])
      .where("id", "in", ids)
      .execute();
    const bodies = new Map(rows.map(({ id, body }) => [id, body.toString().trim()]));
    expect(ids.map((id) => bodies.get(id))).toEqual(names);
    const sizes = (await statements(database)).map(({ length }) => length);
    expect(sizes.toSorted((one, other) => one - other)).toEqual([1, 1, 34, 64]);
  });

  it("go into another statement where they are too large for one", async () => {
    const database = await open();
    const write = createDeliveryWriter(database, FOR_EVER);

    await Promise.all(["a", "b", "c", "d"].map((name) => write(delivery(name, 2.1 * MEBIBYTE))));

    expect(await statements(database)).toHaveLength(4);
  });

  it("are told so when they cannot be stored, and the next one is stored again", async () => {
    const database = await open();
    const write = createDeliveryWriter(database, FOR_EVER);
    await sql`alter table delivery rename to hidden`.execute(database.kysely);
    const failed = await Promise.allSettled(["a", "b", "c"].map((name) => write(delivery(name))));
    await sql`alter table hidden rename to delivery`.execute(database.kysely);

    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(await write(delivery("d"))).toBeGreaterThan(0);
  });
});

withPostgres("deliveries that arrive while the database stands still", (open) => {
  it("do not wait for ever behind those that came before", async () => {
    const database = await open();
    const write = createDeliveryWriter(database, 50);
    const [locked, unlock] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const standstill = database.transaction(async (tx) => {
      await sql`lock table delivery`.execute(tx);
      locked.resolve();
      await unlock.promise;
    });
    await locked.promise;

    const first = ["a", "b"].map((name) => write(delivery(name)));
    const behind = write(delivery("c"));
    await setTimeout(100);
    const last = write(delivery("d"));
    await expect(behind).rejects.toThrow("took too long");
    unlock.resolve();
    await standstill;

    expect(new Set(await Promise.all([...first, last]))).toEqual(new Set([1, 2, 3]));
  });
});
