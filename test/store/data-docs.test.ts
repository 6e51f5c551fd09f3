import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readTables } from "#store/backup/tables.ts";
import { openTestDatabase } from "#test/support/database.ts";

it("docs/data.md says of every table what it is for and how long it is kept, and of no other", async () => {
  const page = readFileSync("docs/data.md", "utf8");
  const told = [...page.matchAll(/^\| `(\w+)` +\|[^|]{8,}\|[^|]{8,}\|$/gm)].map(
    ([, name = ""]) => name,
  );

  const { kysely } = await openTestDatabase();
  const tables = (await readTables(kysely)).map(({ name }) => name);

  expect(told.toSorted()).toEqual(tables.toSorted());
});
