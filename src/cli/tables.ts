/** What a cell may hold; null is not known, and stays empty. */
export type Cell = string | number | null;

/** As RFC 4180 has it, with the names of the columns first. */
export function csvOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, Cell>>[],
): string {
  const lines = rows.map((row) => columns.map((column) => csvField(row[column])).join(","));
  return [columns.join(","), ...lines].join("\n");
}

/** Lines for people: the first column begins at the left, all others end below each other. */
export function tableOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, Cell>>[],
): readonly string[] {
  const texts = rows.map((row) => columns.map((column) => String(row[column] ?? "?")));
  const cells = [columns, ...texts];
  const widths = columns.map((_, place) =>
    Math.max(...cells.map((line) => line[place]?.length ?? 0)),
  );
  return cells.map((line) => {
    const padded = line.map((cell, place) => {
      const width = widths[place] ?? 0;
      return place === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `  ${padded.join("  ").trimEnd()}`;
  });
}

/** A name that begins like a formula must not become one in a spreadsheet; a number below zero is none. */
function csvField(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  const inert = /^[=+\-@\t\r]/.test(cell ?? "") ? `'${cell}` : (cell ?? "");
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
