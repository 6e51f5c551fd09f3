import * as fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { instantOf } from "#domain/instant.ts";
import { Instant } from "#domain/schema.ts";
import { runs } from "#test/support/property-runs.ts";

const digits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 })
  .map((all) => `.${all.join("")}`);

const texts = fc
  .tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
    fc.integer({ min: 0, max: 24 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 61 }),
    fc.oneof(fc.constant(""), digits),
    fc.constantFrom("Z", "Z", "Z", "+00", "+00:00", "+05:30", "-08", ""),
  )
  .map(([year, month, day, hour, minute, second, fraction, zone]) => {
    const date = `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
    return `${date}T${padded(hour)}:${padded(minute)}:${padded(second)}${fraction}${zone}`;
  });

describe("Instant", () => {
  it("reads the moment that it wrote", () => {
    const moments = fc.date({
      noInvalidDate: true,
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T00:00:00Z"),
    });
    const property = fc.property(moments, (date) => {
      const moment = DateTime.fromJSDate(date, { zone: "utc" });
      expect(Instant.parse(Instant.encode(moment))).toEqual(moment);
    });
    fc.assert(property, runs(300));
  });
});

describe("instantOf", () => {
  it("reads what luxon reads, as luxon reads it, and refuses the rest", () => {
    const property = fc.property(texts, (text) => {
      expect(read(instantOf, text)).toEqual(read(byLuxon, text));
    });
    fc.assert(property, runs(3000));
  });

  it.each([
    "2026-02-30T10:00:00Z",
    "2026-11-22T10:00:60Z",
    "2026-11-22T10:00:00.0123456789Z",
    "2026-11-22T10:00:00.99999999999999999999Z",
    "2026-11-22",
    "2026-11-22Z",
    "2026-11-22T10:00Z",
    "22 Nov 2026 10:00:00 Z",
    "+010000-01-01T00:00:00Z",
    "infinity",
    "Z",
    "",
  ])("reads %s as luxon does", (text) => {
    expect(read(instantOf, text)).toEqual(read(byLuxon, text));
  });
});

function byLuxon(text: string): DateTime {
  return DateTime.fromISO(text, { zone: "utc" });
}

/** The moment and the zone; null for what is none. */
function read(reader: (text: string) => DateTime, text: string): string | null {
  try {
    return reader(text).toISO();
  } catch {
    return null;
  }
}

function padded(number: number, length = 2): string {
  return String(number).padStart(length, "0");
}
