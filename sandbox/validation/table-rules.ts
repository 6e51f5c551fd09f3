import { isRecord } from "./check.ts";
import { failed, tooFewItems, tooManyItems, unsupportedType } from "./flaw.ts";
import type { Flaw } from "./flaw.ts";
import type { Located } from "./walk.ts";
import { textLength } from "./walk.ts";

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
const MOST_CELL_TEXT = 10_000;

/** A data table has as many cells in each row as in its header, and no rich text in the header. */
export function rowFlaws({ value, pointer }: Located): readonly Flaw[] {
  const { rows } = value;
  if (!Array.isArray(rows)) return [];

  const at = `${pointer}/rows`;
  const [header, ...others]: readonly unknown[] = rows;
  const columns = cells(header);
  return [
    ...headerFlaws(columns, `${at}/0`),
    ...others.flatMap((row, index) => widthFlaws(row, columns.length, `${at}/${index + 1}`)),
    ...sizeFlaws(rows, at),
  ];
}

function headerFlaws(header: readonly unknown[], pointer: string): readonly Flaw[] {
  return header.flatMap((cell, index) => {
    if (!isRecord(cell) || cell["type"] !== "rich_text") return [];
    return [unsupportedType(`${pointer}/${index}/type`, ["raw_text", "raw_number"], "rich_text")];
  });
}

function widthFlaws(row: unknown, columns: number, pointer: string): readonly Flaw[] {
  const got = cells(row).length;
  if (got < columns) return [tooFewItems(pointer, columns, got)];
  if (got > columns) return [tooManyItems(pointer, columns, got)];
  return [];
}

function sizeFlaws(rows: unknown, pointer: string): readonly Flaw[] {
  const got = textLength(rows);
  if (got <= MOST_CELL_TEXT) return [];

  const message = `must be less than ${MOST_CELL_TEXT + 1} characters`;
  return [failed(pointer, message, "max_length", { expected: MOST_CELL_TEXT, got })];
}

function cells(row: unknown): readonly unknown[] {
  return Array.isArray(row) ? row : [];
}
