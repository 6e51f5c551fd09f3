import { readFileSync } from "node:fs";

/** A promise that tests show: they carry its id as a tag. */
export type Row = { readonly id: string; readonly what: string; readonly expected: string };

/** Everything that docs/reliability.md promises, by kind. */
export const KINDS: readonly { readonly title: string; readonly rows: readonly Row[] }[] = read();

export const ROWS: readonly Row[] = KINDS.flatMap(({ rows }) => rows);

function read(): typeof KINDS {
  const text = readFileSync(new URL("rows.md", import.meta.url), "utf8");
  const [, ...sections] = text.split("\n## ");
  return sections.map((section) => {
    const [title = "", ...lines] = section.split("\n");
    return { title, rows: lines.flatMap(rowOf) };
  });
}

function rowOf(line: string): readonly Row[] {
  const [, id = "", what = "", expected = ""] = line.split("|").map((cell) => cell.trim());
  return /^[FI]\d\d$/.test(id) ? [{ id, what, expected }] : [];
}
