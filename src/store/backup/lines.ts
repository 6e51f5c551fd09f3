import { z } from "zod";

/** Changes when an older Muster could no longer read it. */
export const FORMAT = 1;

/** What a backup begins with. */
export const Header = z.object({
  kind: z.literal("muster-backup"),
  format: z.number(),
  takenAt: z.string(),
  /** The schema that the rows belong to. */
  migrations: z.array(z.string()).min(1),
  /** How many rows each table has. */
  counts: z.record(z.string(), z.number()),
});
export type Header = z.output<typeof Header>;

/** What stands before the rows of a table. */
const TableLine = z.object({
  kind: z.literal("table"),
  name: z.string(),
  columns: z.array(z.string()).min(1),
});
export type TableLine = z.output<typeof TableLine>;

/** The last thing but one: which number each sequence gave out last, or null when none. */
const SequencesLine = z.object({
  kind: z.literal("sequences"),
  last: z.record(z.string(), z.number().nullable()),
});
export type SequencesLine = z.output<typeof SequencesLine>;

/** The end, so that a file that was cut is known; the digest is of every line before it. */
const EndLine = z.object({ kind: z.literal("end"), sha256: z.string() });
type EndLine = z.output<typeof EndLine>;

/** Rows are arrays of texts as the database writes its values, so that nothing is lost on the way. */
export type Entry =
  | TableLine
  | SequencesLine
  | EndLine
  | { readonly kind: "row"; readonly json: string };

const Marked = z.discriminatedUnion("kind", [TableLine, SequencesLine, EndLine]);

export function readHeader(line: string): Header {
  return Header.parse(JSON.parse(line));
}

export function readEntry(line: string): Entry {
  return line.startsWith("[") ? { kind: "row", json: line } : Marked.parse(JSON.parse(line));
}
