import { z } from "zod";
import type { Labels } from "#domain/alert/alert.ts";

const MAX_VALUE = 64 * 1024;
const MAX_NAME = 1024;
const MAX_COUNT = 1000;
const MAX_NOTES = 5;
const CUT = " … (cut)";

export type Texts = { readonly texts: Labels; readonly notes: readonly string[] };

const Fields = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

/**
 * Labels or annotations as text by name, whatever was sent for them.
 * Not a zod record, because that would lose a label called `__proto__`.
 */
export function readTexts(value: unknown, what: "label" | "annotation"): Texts {
  const fields = Fields.safeParse(value ?? {});
  if (!fields.success)
    return { texts: {}, notes: [`Its ${what}s were no list of names and values.`] };
  const sent = Object.entries(fields.data);
  const read = sent.slice(0, MAX_COUNT).map(([name, given]) => readText(name, given, what));
  const notes = read.flatMap(({ note }) => note ?? []);
  if (sent.length > MAX_COUNT) notes.push(`${sent.length - MAX_COUNT} ${what}s were left out.`);
  return {
    texts: Object.fromEntries(read.map(({ name, text }) => [name, text])),
    notes: atMost(MAX_NOTES, notes),
  };
}

/** Text that PostgreSQL takes: no NUL, no half of a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

function readText(
  sentName: string,
  value: unknown,
  what: string,
): { readonly name: string; readonly text: string; readonly note: string | null } {
  const name = cut(storable(sentName), MAX_NAME);
  const given = typeof value === "string" ? value : JSON.stringify(value);
  const clean = storable(given);
  const text = cut(clean, MAX_VALUE);
  return {
    name,
    text,
    note: noteOn(`The ${what} ${cut(name, 80)}`, { value, given, clean, text }),
  };
}

function noteOn(
  subject: string,
  found: {
    readonly value: unknown;
    readonly given: string;
    readonly clean: string;
    readonly text: string;
  },
): string | null {
  if (typeof found.value !== "string") return `${subject} was not text.`;
  if (found.text !== found.clean) return `${subject} was too long and was cut.`;
  if (found.clean !== found.given) return `${subject} held characters that cannot be stored.`;
  return null;
}

function atMost(limit: number, notes: readonly string[]): readonly string[] {
  if (notes.length <= limit) return notes;
  return [...notes.slice(0, limit), `And ${notes.length - limit} more of this kind.`];
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, limit - CUT.length).toWellFormed() + CUT;
}
