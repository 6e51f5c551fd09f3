import { asRecords, asText, type Json } from "#sandbox/json.ts";

/** The classes of a column, as the table's settings want it: to one side, in one line or in several. */
export function columnClass(table: Json, column: number): string {
  const settings = asRecords(table["column_settings"])[column] ?? {};
  const align = asText(settings["align"]) ?? "left";
  return `cell-${align} ${settings["is_wrapped"] === true ? "cell-wrapped" : "cell-straight"}`;
}

/** Numbers stand under each other when everything below the header is a number. */
export function isNumeric(rows: readonly (readonly Json[])[], column: number): boolean {
  const below = rows.slice(1);
  return below.length > 0 && below.every((row) => row[column]?.["type"] === "raw_number");
}

/** The numbers of the first row on a page and of the one after its last; the header is row 0. */
export function pageOf(
  rows: number,
  size: number,
  page: number,
): { readonly pages: number; readonly from: number; readonly to: number } {
  const pages = Math.max(1, Math.ceil((rows - 1) / size));
  const from = 1 + Math.min(page, pages - 1) * size;
  return { pages, from, to: Math.min(rows, from + size) };
}
