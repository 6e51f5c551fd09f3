import type { DateTime } from "luxon";
import { safeUrl } from "#domain/link.ts";
import { oneLine } from "#domain/text.ts";
import type { ToldChange } from "#engine/delivery/note-service-changes.ts";
import { parseInstant } from "#intake/alertmanager/instant.ts";

/** A field that cannot be read, by its name, and what to write there instead. */
export type FieldProblem = { readonly field: string; readonly fix: string };

/** What a delivery tells. */
export type Telling =
  | { readonly kind: "changes"; readonly changes: readonly ToldChange[] }
  /** There is nothing in it that could be kept, and nothing to put right. */
  | { readonly kind: "ignored"; readonly reason: string }
  | { readonly kind: "bad"; readonly problems: readonly FieldProblem[] };

const TITLE_LENGTH = 200;
const NAME_LENGTH = 200;
const ID_LENGTH = 500;

/** Clocks that differ by less are normal. */
export const CLOCK_SKEW = { minutes: 5 };

export function titleLine(text: string): string {
  return oneLine(text, TITLE_LENGTH);
}

/** Made of what a program calls its things, as text that can be stored. */
export function idLine(text: string): string {
  return oneLine(text, ID_LENGTH);
}

/** A name, a revision: one short line, or null when there is nothing in it. */
export function nameLine(text: string | null | undefined): string | null {
  return oneLine(text ?? "", NAME_LENGTH) || null;
}

/** The first of these that is an address which people may follow. */
export function firstUrl(...texts: readonly (string | null | undefined)[]): string | null {
  for (const text of texts) {
    const url = safeUrl(text ?? "");
    if (url !== null) return url;
  }
  return null;
}

/** A time as a program gives it; when it is none, or lies in the future, the time of receipt. */
export function instantOr(value: unknown, receivedAt: DateTime): DateTime {
  const instant = parseInstant(value);
  return instant === null || instant > receivedAt ? receivedAt : instant;
}
