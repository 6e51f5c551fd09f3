import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { readPast } from "#slack/words/typed-past.ts";

/** Three in the night of a Saturday in Berlin. */
const NOW = DateTime.fromISO("2026-11-21T03:00:20", { zone: "Europe/Berlin" });
const speaker = { now: NOW.toMillis(), zone: "Europe/Berlin" };

function read(text: string): string {
  const typed = readPast(text, speaker);
  if (typed.kind !== "time") return typed.kind;
  const time = DateTime.fromMillis(typed.instant, { zone: speaker.zone });
  return [time.toFormat("yyyy-MM-dd HH:mm"), typed.rest].filter((part) => part !== "").join(" | ");
}

describe("a time that has passed", () => {
  it.each([
    ["02:40", "2026-11-21 02:40"],
    ["2:40 rolled back to v41", "2026-11-21 02:40 | rolled back to v41"],
    ["02:40: rolled back", "2026-11-21 02:40 | rolled back"],
    ["23:10", "2026-11-20 23:10"],
    ["yesterday 23:10 the queue grew", "2026-11-20 23:10 | the queue grew"],
    ["friday 18:00", "2026-11-20 18:00"],
    ["10 minutes ago", "2026-11-21 02:50"],
    ["2 hours ago it began", "2026-11-21 01:00 | it began"],
    ["now", "2026-11-21 03:00"],
    ["2026-11-20 02:40", "2026-11-20 02:40"],
    ["01:40 UTC", "2026-11-21 02:40"],
    ["03:00", "2026-11-21 03:00"],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["tomorrow 9:00", "future"],
    ["2026-12-01 10:00", "future"],
    ["in 2 hours", "future"],
    ["least two pods crash", "unclear"],
    ["yesterday", "unclear"],
    ["1/12 10:00", "unclear"],
    ["10:00-11:00", "unclear"],
    ["25:99", "unclear"],
    ["", "unclear"],
  ])("is not %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});
