import { expect, it } from "vitest";
import { processSources } from "#engine/delivery/process-deliveries.ts";
import { createBackoff } from "#engine/job/backoff.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withPostgres } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { type RecordedDatabase, recordStatements } from "#test/support/recorded-statements.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

/** How many statements lead from deliveries of so many different alerts to the commit that pages for all of them. */
async function statementsFor(
  database: RecordedDatabase,
  names: readonly string[],
): Promise<number> {
  for (const alertname of names) {
    const body = alertsFromTest({ alertname, fingerprint: alertname });
    await storeDelivery(database, { source: "prod", body });
  }
  database.forget();
  await processSources(createEngine(database), ["prod"], createBackoff());
  return database.count();
}

withPostgres("a page", (open) => {
  it("waits for few statements, and for no more when many alerts come at once", async () => {
    const { url } = await open();
    const database = await recordStatements(url ?? "");
    await statementsFor(database, ["the first of its source"]);

    const one = await statementsFor(database, ["DiskFull"]);
    const many = await statementsFor(
      database,
      Array.from({ length: 20 }, (_, index) => `Slow${index}`),
    );

    expect(one).toBeLessThanOrEqual(21);
    expect(many).toBe(one);
    const pages = await database.kysely.selectFrom("page").select("id").execute();
    expect(pages).toHaveLength(22);
  });
});
