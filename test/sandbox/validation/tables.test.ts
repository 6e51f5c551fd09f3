import { describe, expect, it } from "vitest";
import { many, richText, toldOf, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

type Row = readonly Json[];

function cell(text: string): Json {
  return { type: "raw_text", text };
}

function row(columns: number): Row {
  return many(columns, () => cell("ok"));
}

function table(rows: readonly Row[], rest: Json = {}): Json {
  return { type: "table", rows, ...rest };
}

function dataTable(rows: readonly Row[], rest: Json = {}): Json {
  return { type: "data_table", caption: "Shifts", rows, ...rest };
}

const formatted = richText({ type: "rich_text_section", elements: [{ type: "text", text: "ok" }] });
const amount = { type: "raw_number", value: 3, text: "3" };
const two = [row(2), row(2)];

const tables: readonly Case[] = [
  {
    rule: "a table has at most 100 rows",
    good: table(many(100, () => row(1))),
    bad: table(many(101, () => row(1))),
    says: ["no more than 100 items allowed @/rows"],
  },
  {
    rule: "a table has at most 20 columns",
    good: table([row(20)]),
    bad: table([row(21)]),
    says: ["no more than 20 items allowed @/rows/0"],
  },
  {
    rule: "a cell is text or rich text",
    good: table([[cell("ok"), formatted]]),
    bad: table([[amount]]),
    says: ["unsupported type: raw_number @/rows/0/0/type"],
  },
  {
    rule: "a cell is not empty",
    good: table([[cell(" ")]]),
    bad: table([[cell("")]]),
    says: ["must be more than 0 characters @/rows/0/0/text"],
  },
  {
    rule: "a table has at most 20 column settings",
    good: table([row(1)], { column_settings: many(20, () => ({ is_wrapped: true })) }),
    bad: table([row(1)], { column_settings: many(21, () => ({ is_wrapped: true })) }),
    says: ["no more than 20 items allowed @/column_settings"],
  },
  {
    rule: "a column is aligned left, center or right",
    good: table([row(1)], { column_settings: [{ align: "right" }] }),
    bad: table([row(1)], { column_settings: [{ align: "middle" }] }),
    says: ["must be a valid enum value @/column_settings/0/align"],
  },
];

const dataTables: readonly Case[] = [
  {
    rule: "a data table has a caption",
    good: dataTable(two),
    bad: { type: "data_table", rows: two },
    says: ["missing required field: caption @"],
  },
  {
    rule: "a data table has a row below its header",
    good: dataTable(two),
    bad: dataTable([row(2)]),
    says: ["must provide at least 2 items @/rows"],
  },
  {
    rule: "a data table has at most 101 rows",
    good: dataTable(many(101, () => row(1))),
    bad: dataTable(many(102, () => row(1))),
    says: ["no more than 101 items allowed @/rows"],
  },
  {
    rule: "a data table has at most 20 columns",
    good: dataTable([row(20), row(20)]),
    bad: dataTable([row(21), row(21)]),
    says: ["no more than 20 items allowed @/rows/0", "no more than 20 items allowed @/rows/1"],
  },
  {
    rule: "a caption is not empty",
    good: dataTable(two, { caption: "Pages" }),
    bad: dataTable(two, { caption: "" }),
    says: ["must be more than 0 characters @/caption"],
  },
  {
    rule: "a header is not rich text",
    good: dataTable([[cell("Who")], [formatted]]),
    bad: dataTable([[formatted], [cell("Ann")]]),
    says: ["unsupported type: rich_text @/rows/0/0/type"],
  },
  {
    rule: "a number has a value and a text",
    good: dataTable([[cell("Pages")], [amount]]),
    bad: dataTable([[cell("Pages")], [{ type: "raw_number", text: "3" }]]),
    says: ["missing required field: value @/rows/1/0"],
  },
  {
    rule: "a row is as long as the header",
    good: dataTable(two),
    bad: dataTable([row(2), row(1), row(3)]),
    says: ["must provide at least 2 items @/rows/1", "no more than 2 items allowed @/rows/2"],
  },
  {
    rule: "a data table has at most 10000 characters",
    good: dataTable([[cell(x(5000))], [cell(x(5000))]]),
    bad: dataTable([[cell(x(5000))], [cell(x(5001))]]),
    says: ["must be less than 10001 characters @/rows"],
  },
  {
    rule: "a page has a row",
    good: dataTable(two, { page_size: 1 }),
    bad: dataTable(two, { page_size: 0 }),
    says: ["must be greater than 1 @/page_size"],
  },
  {
    rule: "a page has at most 100 rows",
    good: dataTable(two, { page_size: 100 }),
    bad: dataTable(two, { page_size: 101 }),
    says: ["must be less than 100 @/page_size"],
  },
  {
    rule: "the row header is not before the first column",
    good: dataTable(two, { row_header_column_index: 0 }),
    bad: dataTable(two, { row_header_column_index: -1 }),
    says: ["must be greater than 0 @/row_header_column_index"],
  },
  {
    rule: "the row header is not behind the twentieth column",
    good: dataTable(two, { row_header_column_index: 19 }),
    bad: dataTable(two, { row_header_column_index: 20 }),
    says: ["must be less than 19 @/row_header_column_index"],
  },
];

describe.each([
  ["tables", tables],
  ["data tables", dataTables],
])("%s", (_, cases) => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good)).toEqual([]);
    expect(toldOf(bad)).toEqual(says);
  });
});
