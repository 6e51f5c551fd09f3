import { describe, expect, it } from "vitest";
import { changesWithTime, dateText } from "#sandbox/page/text/date-text.ts";

const UNIX = 1_392_734_382;
const LOS_ANGELES = { zone: "America/Los_Angeles", now: Date.parse("2026-11-21T03:00:00Z") };

describe("dateText", () => {
  it.each([
    ["{date_num}", "2014-02-18"],
    ["{date_slash}", "18/02/2014"],
    ["{date}", "February 18th, 2014"],
    ["{date_short}", "Feb 18, 2014"],
    ["{date_long}", "Tuesday, February 18th, 2014"],
    ["{date_long_full}", "February 18, 2014"],
    ["{date_pretty}", "February 18th, 2014"],
    ["{date_short_pretty}", "Feb 18, 2014"],
    ["{date_long_pretty}", "Tuesday, February 18th, 2014"],
    ["{day_divider_pretty}", "Tuesday, February 18th, 2014"],
    ["{time}", "6:39 AM"],
    ["{time_secs}", "6:39:42 AM"],
    ["{ago}", "12 years ago"],
    ["posted {date} at {time}", "Posted February 18th, 2014 at 6:39 AM"],
    ["\u200Bposted {date_num}", "\u200Bposted 2014-02-18"],
    ["{ no token }", "{ no token }"],
  ])("says %s in the zone of who reads", (tokens, text) => {
    expect(dateText(tokens, UNIX, LOS_ANGELES)).toBe(text);
  });

  it.each([
    ["2026-11-21T00:30:00Z", "2026-11-20T20:00:00Z", "Yesterday at 9:00 PM"],
    ["2026-11-20T20:00:00Z", "2026-11-20T20:30:00Z", "Today at 9:30 PM"],
    ["2026-11-20T20:00:00Z", "2026-11-21T00:00:00Z", "Tomorrow at 1:00 AM"],
    ["2026-11-20T20:00:00Z", "2026-11-18T20:00:00Z", "November 18th at 9:00 PM"],
    ["2026-10-25T22:59:00Z", "2026-10-24T22:01:00Z", "Today at 12:01 AM"],
    ["2026-03-29T12:00:00Z", "2026-03-28T22:59:00Z", "Yesterday at 11:59 PM"],
  ])("at %s says of %s %s in Berlin", (now, moment, text) => {
    const reader = { zone: "Europe/Berlin", now: Date.parse(now) };

    expect(dateText("{date_pretty} at {time}", Date.parse(moment) / 1000, reader)).toBe(text);
  });

  it("begins with a capital and goes on without", () => {
    const reader = { zone: "UTC", now: UNIX * 1000 };

    expect(dateText("{date_short_pretty}", UNIX, reader)).toBe("Today");
    expect(dateText("Due {date_short_pretty}", UNIX, reader)).toBe("Due today");
  });

  it.each([
    [-59, "Just now"],
    [-60, "1 minute ago"],
    [-3599, "59 minutes ago"],
    [-7200, "2 hours ago"],
    [-172_800, "2 days ago"],
    [300, "In 5 minutes"],
  ])("says how long ago %d seconds are", (seconds, text) => {
    const reader = { zone: "UTC", now: (UNIX - seconds) * 1000 };

    expect(dateText("{ago}", UNIX, reader)).toBe(text);
  });

  it.each([
    [1, "1st"],
    [2, "2nd"],
    [3, "3rd"],
    [4, "4th"],
    [11, "11th"],
    [12, "12th"],
    [13, "13th"],
    [21, "21st"],
    [22, "22nd"],
    [23, "23rd"],
    [31, "31st"],
  ])("counts day %d as the %s", (day, text) => {
    const moment = Date.UTC(2014, 0, day, 12) / 1000;

    expect(dateText("{date}", moment, { ...LOS_ANGELES, zone: "UTC" })).toBe(
      `January ${text}, 2014`,
    );
  });

  it.each(["{_}", "{date} {nobody}", "{constructor}"])("asks for the fallback for %s", (tokens) => {
    expect(dateText(tokens, UNIX, LOS_ANGELES)).toBeNull();
  });

  it.each([Number.NaN, 10_000_000_000_000])("asks for the fallback for the time %d", (unix) => {
    expect(dateText("{date}", unix, LOS_ANGELES)).toBeNull();
  });
});

describe("changesWithTime", () => {
  it.each([
    ["{ago}", true],
    ["{date_short_pretty} at {time}", true],
    ["{date} {time}", false],
  ])("knows of %s", (tokens, changes) => {
    expect(changesWithTime(tokens)).toBe(changes);
  });
});
