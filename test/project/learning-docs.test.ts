import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { REPORT_TABLES } from "#app/cli/report-tables.ts";
import { learned } from "#test/support/past.ts";

const PAGE = readFileSync(
  path.join(import.meta.dirname, "..", "..", "docs", "learning.md"),
  "utf8",
);

describe.each(Object.entries(REPORT_TABLES))("the table %s of the report", (name, table) => {
  it("has its columns in the documentation, in the same order, and no others", () => {
    const [, chapter = ""] = PAGE.split(`### ${name}\n`);
    const [own = ""] = chapter.split("###");
    const documented = [...own.matchAll(/^\| `(\w+)` +\|/gm)].map(([, column]) => column);

    expect(documented).toEqual([...table.columns]);
  });

  it("has in each row its columns and nothing else", () => {
    const budgets = [{ objective: "a", day: "2026-11-17", remaining: 0.5, spent: null }];
    const rows = table.rows(learned({ budgets }));

    for (const row of rows) expect(Object.keys(row)).toEqual([...table.columns]);
  });
});
