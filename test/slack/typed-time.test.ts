import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { readSpan } from "#slack/words/typed-time.ts";

const BERLIN = "Europe/Berlin";
/** A Friday afternoon: 16:30 in Berlin, 10:30 in New York. */
const FRIDAY = "2026-11-20T15:30:27.123Z";

describe("a time that somebody types", () => {
  it.each([
    ["friday 18:00", "2026-11-20T18:00+01:00"],
    ["friday 9:00", "2026-11-27T09:00+01:00"],
    ["friday", "2026-11-27T00:00+01:00"],
    ["next friday 9:00", "2026-11-27T09:00+01:00"],
    ["monday 9am", "2026-11-23T09:00+01:00"],
    ["monday morning", "2026-11-23T06:00+01:00"],
    ["in 2h", "2026-11-20T15:31+00:00", 120],
    ["in 90 minutes", "2026-11-20T15:31+00:00", 90],
    ["in 3 days", "2026-11-23T16:30+01:00"],
    ["tomorrow", "2026-11-21T00:00+01:00"],
    ["tomorrow 9:00", "2026-11-21T09:00+01:00"],
    ["tomorrow noon", "2026-11-21T12:00+01:00"],
    ["tonight", "2026-11-20T22:00+01:00"],
    ["noon", "2026-11-21T12:00+01:00"],
    ["midnight", "2026-11-21T00:00+01:00"],
    ["18:00", "2026-11-20T18:00+01:00"],
    ["16:30", "2026-11-21T16:30+01:00"],
    ["6pm", "2026-11-20T18:00+01:00"],
    ["2026-12-01 18:00", "2026-12-01T18:00+01:00"],
    ["2026-12-01", "2026-12-01T00:00+01:00"],
    ["1 dec 18:00", "2026-12-01T18:00+01:00"],
    ["1 nov", "2027-11-01T00:00+01:00"],
    ["18:00 UTC", "2026-11-20T18:00Z"],
    ["2026-12-01T18:00Z", "2026-12-01T18:00Z"],
  ])("%s, in Berlin, is %s", (text, expected, minutes = 0) => {
    expect(startOf(text, BERLIN)).toBe(iso(expected, minutes));
  });

  it("is read by the speaker's own clock", () => {
    expect(startOf("friday 18:00", "America/New_York")).toBe(iso("2026-11-20T18:00-05:00"));
    expect(startOf("tomorrow", "Pacific/Auckland")).toBe(iso("2026-11-22T00:00+13:00"));
    expect(startOf("18:00", "Asia/Kolkata")).toBe(iso("2026-11-21T18:00+05:30"));
  });

  it.each([
    "someday",
    "25:00",
    "2026-02-30 10:00",
    "1/12 18:00",
    "18:00 CET",
    "18:00 BST",
    "banana",
    "dec 30",
    "friday 9",
    "friday the 13th",
    "until friday 9",
  ])("%s is unclear", (text) => {
    expect(readSpan(text, at(FRIDAY, BERLIN))).toMatchObject({ kind: "unclear" });
  });

  it.each(["yesterday", "2026-11-20 16:00", "today 9:00", "2 hours ago"])("%s is past", (text) => {
    expect(readSpan(text, at(FRIDAY, BERLIN))).toMatchObject({ kind: "past" });
  });
});

describe("a stretch of time that somebody types", () => {
  it.each([
    ["from friday 18:00 to monday 9:00", "2026-11-20T18:00+01:00", "2026-11-23T09:00+01:00", ""],
    ["friday 18:00 - monday 9:00", "2026-11-20T18:00+01:00", "2026-11-23T09:00+01:00", ""],
    ["wednesday to friday", "2026-11-25T00:00+01:00", "2026-11-27T00:00+01:00", ""],
    ["friday 9:00 to friday 18:00", "2026-11-27T09:00+01:00", "2026-11-27T18:00+01:00", ""],
    ["tomorrow 9:00 to 18:00", "2026-11-21T09:00+01:00", "2026-11-21T18:00+01:00", ""],
    ["tomorrow 9:00 to tomorrow 18:00", "2026-11-21T09:00+01:00", "2026-11-21T18:00+01:00", ""],
    ["22:00 to 6:00", "2026-11-20T22:00+01:00", "2026-11-21T06:00+01:00", ""],
    ["18:00-20:00", "2026-11-20T18:00+01:00", "2026-11-20T20:00+01:00", ""],
    ["monday 9:00 for 4h", "2026-11-23T09:00+01:00", "2026-11-23T13:00+01:00", ""],
    ["monday 9:00 for 3 days", "2026-11-23T09:00+01:00", "2026-11-26T09:00+01:00", ""],
    ["friday 18:00 til 20:00", "2026-11-20T18:00+01:00", "2026-11-20T20:00+01:00", ""],
    ["from today to friday", "2026-11-20T15:30:27.123Z", "2026-11-27T00:00+01:00", ""],
    ["today until 18:00", "2026-11-20T15:30:27.123Z", "2026-11-20T18:00+01:00", ""],
    ["from 30 dec to 2 jan", "2026-12-30T00:00+01:00", "2027-01-02T00:00+01:00", ""],
    [
      "from friday 18:00 to monday 9:00 my dentist, to be sure",
      "2026-11-20T18:00+01:00",
      "2026-11-23T09:00+01:00",
      "my dentist, to be sure",
    ],
  ])("%s", (text, start, end, rest) => {
    const read = readSpan(text, at(FRIDAY, BERLIN));

    expect(read).toEqual({ kind: "span", start: iso(start), end: iso(end), rest });
  });

  it("may leave out its start, its end, or both", () => {
    const berlin = at(FRIDAY, BERLIN);
    const monday = { kind: "span", start: null, end: iso("2026-11-23T09:00+01:00"), rest: "" };

    expect(readSpan("until monday 9am", berlin)).toEqual(monday);
    expect(readSpan("", berlin)).toEqual({ kind: "span", start: null, end: null, rest: "" });
    expect(readSpan("for 2h", berlin)).toMatchObject({
      start: null,
      end: berlin.now + 2 * 3_600_000 - 27_123 + 60_000,
    });
    expect(readSpan("now to 18:00", berlin)).toMatchObject({ start: berlin.now });
  });

  it("takes what follows `for` and is no time for a reason", () => {
    const read = readSpan("friday 18:00 for the wedding", at(FRIDAY, BERLIN));

    expect(read).toEqual({
      kind: "span",
      start: iso("2026-11-20T18:00+01:00"),
      end: null,
      rest: "for the wedding",
    });
    expect(readSpan("friday 18:00 for 2 beers", at(FRIDAY, BERLIN)).kind).toBe("unclear");
  });

  it("says which part cannot be read", () => {
    const berlin = at(FRIDAY, BERLIN);

    expect(readSpan("from lunch to monday", berlin)).toEqual({ kind: "unclear", text: "lunch" });
    expect(readSpan("from monday to lunch", berlin)).toEqual({ kind: "unclear", text: "lunch" });
    expect(readSpan("yesterday to monday", berlin)).toEqual({ kind: "past", text: "yesterday" });
  });
});

/** Berlin's clocks go forward on 29 March 2026 at 2:00, and back on 25 October at 3:00. */
describe("on the nights when clocks change", () => {
  it.each([
    ["sunday 2:30", "2026-03-28T12:00Z", "2026-03-29T03:30+02:00"],
    ["sunday 3:30", "2026-03-28T12:00Z", "2026-03-29T03:30+02:00"],
    ["in 24h", "2026-03-28T12:00Z", "2026-03-29T12:00Z"],
    ["in 1 day", "2026-03-28T12:00Z", "2026-03-29T11:00Z"],
    ["sunday 2:30", "2026-10-24T12:00Z", "2026-10-25T02:30+02:00"],
    ["2:45", "2026-10-25T00:30Z", "2026-10-25T02:45+02:00"],
    ["2:45", "2026-10-25T01:30Z", "2026-10-25T02:45+01:00"],
    ["25 oct 2:30", "2026-03-01T12:00Z", "2026-10-25T02:30+02:00"],
    ["3:30", "2026-10-25T00:30Z", "2026-10-25T03:30+01:00"],
    ["in 24h", "2026-10-24T12:00Z", "2026-10-25T12:00Z"],
    ["in 1 day", "2026-10-24T12:00Z", "2026-10-25T13:00Z"],
    ["tomorrow 9:00", "2026-10-24T12:00Z", "2026-10-25T09:00+01:00"],
  ])("%s at %s is %s", (text, now, expected) => {
    expect(startOf(text, BERLIN, now)).toBe(iso(expected));
  });
});

function startOf(text: string, zone: string, now = FRIDAY): number | null {
  const read = readSpan(text, at(now, zone));
  if (read.kind !== "span" || read.end !== null || read.rest !== "")
    throw new Error(JSON.stringify(read));
  return read.start;
}

function at(now: string, zone: string): { readonly now: number; readonly zone: string } {
  return { now: DateTime.fromISO(now).toMillis(), zone };
}

function iso(text: string, minutes = 0): number {
  return DateTime.fromISO(text).plus({ minutes }).toMillis();
}
