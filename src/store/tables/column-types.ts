import { DateTime } from "luxon";
import { instantOf } from "#domain/instant.ts";

/**
 * How each PostgreSQL type becomes a value, one table for both drivers.
 * Types that are not listed come out as the drivers agree on: text, numbers, booleans.
 */
export const columnParsers: Readonly<Record<number, (text: string) => unknown>> = {
  17: parseBytes,
  20: parseInteger,
  114: parseJson,
  1082: keepText,
  1114: keepText,
  1184: parseTimestamp,
  1700: keepText,
  3802: parseJson,
};

/** How PostgreSQL ends what it writes in that zone. */
const UTC = /\+00$/;

/** The array type of each listed element type, for the driver that does not derive them. */
export const arrayElementTypes: Readonly<Record<number, number>> = {
  1001: 17,
  1016: 20,
  199: 114,
  1182: 1082,
  1115: 1114,
  1185: 1184,
  1231: 1700,
  3807: 3802,
};

/** Parameters in the one form that both drivers hand on unchanged. */
export function encodeParameter(value: unknown): unknown {
  if (DateTime.isDateTime(value)) return value.toUTC().toISO();
  if (Array.isArray(value)) return value.map(encodeParameter);
  if (isPlainObject(value)) return JSON.stringify(value);
  return value;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}

function parseTimestamp(text: string): DateTime {
  const value = instantOf(text.replace(" ", "T").replace(UTC, "Z"));
  // Infinity and years before Christ have no DateTime; a query that can meet them must not ask for them.
  if (!value.isValid) throw new RangeError(`${text} is not a moment in time`);
  return value;
}

function parseBytes(text: string): Buffer {
  return Buffer.from(text.slice(2), "hex");
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

function keepText(text: string): string {
  return text;
}
