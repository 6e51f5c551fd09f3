import { sql } from "kysely";
import { expect, it } from "vitest";
import { openForLooking } from "#app/cli/doctor/examine-database.ts";
import { withPostgres } from "#test/support/database.ts";

withPostgres("a database that the doctor cannot look at", (open) => {
  it("is a finding like any other, whatever is wrong with it", async () => {
    const database = await open();
    await sql`alter table kysely_migration rename column name to lost`.execute(database.kysely);

    await using opened = await openForLooking({ databaseUrl: database.url ?? "", dataDir: "" });

    expect(opened.database).toBeNull();
    expect(opened.result.findings).toEqual([
      expect.stringMatching(/^it could not be looked at: .*"name" does not exist/),
    ]);
  });
});
