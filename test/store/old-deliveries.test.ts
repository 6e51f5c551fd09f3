import { sql } from "kysely";
import { Duration } from "luxon";
import { expect, it } from "vitest";
import { dropOldDeliveries, quarantineDelivery } from "#store/alert/deliveries.ts";
import { withDatabases, type TestDatabase } from "#test/support/database.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

const BODY = Buffer.from("{}");
const KEPT = {
  read: Duration.fromObject({ days: 7 }),
  unread: Duration.fromObject({ days: 90 }),
};

withDatabases("old deliveries", (open) => {
  it("are dropped a week after they were read, what was refused after its own time, and what waits never", async () => {
    const database = await open();
    await storeRead(database, "old");
    await storeDelivery(database, { source: "waiting", body: BODY });
    await quarantineDelivery(database, { source: "refused", body: BODY, reason: "not JSON" });
    await database.clock.advance(Duration.fromObject({ days: 1 }));
    await storeRead(database, "young");

    await database.clock.advance(Duration.fromObject({ days: 6, minutes: 1 }));
    await dropOldDeliveries(database, KEPT);

    expect(await kept(database)).toEqual(["waiting", "refused", "young"]);
    await database.clock.advance(Duration.fromObject({ days: 84 }));
    await dropOldDeliveries(database, KEPT);
    expect(await kept(database)).toEqual(["waiting"]);
  });

  it("are dropped a thousand at a time", async () => {
    const database = await open();
    await sql`
      insert into delivery (source, body, processed_at)
      select 'old', ''::bytea, muster_now() - interval '8 days'
      from generate_series(1, 1500)`.execute(database.kysely);

    await dropOldDeliveries(database, KEPT);

    expect((await kept(database)).length).toBe(500);
  });
});

async function storeRead(database: TestDatabase, source: string): Promise<void> {
  await sql`
    insert into delivery (source, body, processed_at)
    values (${source}, ${BODY}, muster_now())`.execute(database.kysely);
}

async function kept(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom("delivery")
    .select("source")
    .orderBy("id")
    .execute();
  return rows.map(({ source }) => source);
}
