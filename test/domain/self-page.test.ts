import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { isSelfPageMissing, selfPageDue } from "#domain/self-page.ts";

const LONDON = { at: "10:00", zone: "Europe/London" };
const EVENING = { at: "23:59", zone: "Europe/London" };
const NIGHT = { at: "01:30", zone: "Europe/London" };

function at(text: string): DateTime {
  return DateTime.fromISO(text, { zone: "utc" });
}

function sent(day: string, sentAt: string, arrivedAt: string | null = null) {
  return { day, sentAt: at(sentAt), arrivedAt: arrivedAt === null ? null : at(arrivedAt) };
}

describe("the daily page of Muster to itself", () => {
  it.each([
    ["not before its time", LONDON, "2026-11-21T09:59:59Z", null],
    ["at its time", LONDON, "2026-11-21T10:00:00Z", "2026-11-21"],
    ["in summer by the clock on the wall", LONDON, "2026-07-21T09:00:00Z", "2026-07-21"],
    ["late after an outage", LONDON, "2026-11-21T10:59:00Z", "2026-11-21"],
    ["not much too late", LONDON, "2026-11-21T11:00:00Z", null],
    ["in the first of two hours", NIGHT, "2026-10-25T00:30:00Z", "2026-10-25"],
    ["late after midnight", EVENING, "2026-11-22T00:10:00Z", "2026-11-21"],
    ["an hour later where that hour is left out", NIGHT, "2026-03-29T01:30:00Z", "2026-03-29"],
  ])("is due %s", (_, setting, now, day) => {
    expect(selfPageDue(setting, null, at(now))).toBe(day);
  });

  it("is sent once a day", () => {
    const today = sent("2026-11-21", "2026-11-21T10:00:05Z", "2026-11-21T10:00:06Z");

    expect(selfPageDue(LONDON, today, at("2026-11-21T10:01:00Z"))).toBeNull();
    expect(selfPageDue(LONDON, today, at("2026-11-22T10:01:00Z"))).toBe("2026-11-22");
  });

  it.each([
    ["a minute after it was sent", sent("2026-11-21", "2026-11-21T10:00:05Z"), "10:01:05", false],
    ["later than that", sent("2026-11-21", "2026-11-21T10:00:05Z"), "10:01:06", true],
    [
      "once it has arrived",
      sent("2026-11-21", "2026-11-21T10:00:05Z", "2026-11-21T10:09:00Z"),
      "10:09:00",
      false,
    ],
    ["three minutes after it should have been sent", null, "10:02:59", false],
    ["later, when nobody sent it", null, "10:03:00", true],
    ["while it can still be sent", null, "10:59:59", true],
    ["by nobody who was down all the time", null, "11:00:00", false],
  ])("is missed %s", (_, last, time, missing) => {
    expect(isSelfPageMissing(LONDON, last, at(`2026-11-21T${time}Z`))).toBe(missing);
  });
});
