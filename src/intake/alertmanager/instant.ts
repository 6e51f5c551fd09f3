import type { DateTime } from "luxon";
import { instantOf } from "#domain/instant.ts";

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,30})?(?:Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 time in UTC; null for everything else, for impossible dates and for Go's zero time, the year 1. */
export function parseInstant(value: unknown): DateTime | null {
  if (typeof value !== "string" || !RFC_3339.test(value)) return null;
  const instant = fromIso(value);
  return instant === null || instant.year < 1970 ? null : instant;
}

/** Luxon throws or answers an invalid date, as the program has set it. */
function fromIso(text: string): DateTime | null {
  try {
    const instant = instantOf(text);
    return instant.isValid ? instant : null;
  } catch {
    return null;
  }
}
