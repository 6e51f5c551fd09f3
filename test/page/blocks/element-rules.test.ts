import { describe, expect, it } from "vitest";
import { placed } from "#sandbox/page/elements/placing.ts";
import { stepped } from "#sandbox/page/elements/steps.ts";
import { dispatchesOn, limitsOf } from "#sandbox/page/elements/text-limits.ts";
import { webAddress } from "#sandbox/page/elements/web-address.ts";
import { localAt, momentAt } from "#sandbox/page/elements/zoned.ts";

describe("a moment in the viewer's zone", () => {
  it.each([
    ["2026-11-21T11:30", "Europe/Berlin", "2026-11-21T10:30Z"],
    ["2026-07-01T00:15", "Asia/Kolkata", "2026-06-30T18:45Z"],
    ["2026-10-25T04:00", "Europe/Berlin", "2026-10-25T03:00Z"],
    ["2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59Z"],
    ["2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00Z"],
  ])("%s in %s is %s, and back", (local, zone, utc) => {
    const seconds = Date.parse(utc) / 1000;

    expect(momentAt(local, zone)).toBe(seconds);
    expect(localAt(seconds, zone)).toBe(local);
  });

  it("is none as long as nothing is written", () => {
    expect(momentAt("", "UTC")).toBeNull();
  });
});

describe("the length of a text", () => {
  it.each([
    [{}, "any", null],
    [{ max_length: 5 }, "four", { counter: "4 of 5 characters", isOver: false }],
    [{ max_length: 3 }, "four", { counter: "4 of 3 characters", isOver: true }],
    [{ min_length: 9 }, "four", { counter: "4 of at least 9 characters", isOver: false }],
    [{ min_length: 9 }, "", null],
  ])("with %j is told for %j", (input, text, limits) => {
    expect(limitsOf(input, text)).toEqual(limits);
  });
});

describe("when the app hears of what is typed", () => {
  const eager = { dispatch_action_config: { trigger_actions_on: ["on_character_entered"] } };

  it("is on Enter, unless it asked for each character", () => {
    expect(dispatchesOn({}, "on_enter_pressed")).toBe(true);
    expect(dispatchesOn({}, "on_character_entered")).toBe(false);
    expect(dispatchesOn(eager, "on_enter_pressed")).toBe(false);
    expect(dispatchesOn(eager, "on_character_entered")).toBe(true);
  });
});

describe("the keys of a list", () => {
  it.each([
    ["ArrowDown", -1, 0],
    ["ArrowDown", 2, 0],
    ["ArrowUp", 0, 2],
    ["ArrowUp", -1, 2],
    ["Home", 2, 0],
    ["End", 0, 2],
    ["a", 1, null],
  ])("%s at %i leads to %j of three", (key, at, to) => {
    expect(stepped(key, at, 3)).toBe(to);
  });

  it("lead nowhere in an empty list", () => {
    expect(stepped("ArrowDown", -1, 0)).toBeNull();
  });
});

describe("the place of a panel", () => {
  const window = { width: 400, height: 600 };
  const panel = { width: 200, height: 150 };

  it.each([
    ["below its anchor", { left: 20, top: 100, bottom: 130, width: 80 }, { left: 20, top: 134 }],
    ["above at the bottom", { left: 20, top: 560, bottom: 590, width: 80 }, { left: 20, top: 406 }],
    ["inside on the right", { left: 380, top: 10, bottom: 40, width: 20 }, { left: 192, top: 44 }],
  ])("is %s", (_where, anchor, place) => {
    expect(placed(anchor, panel, window)).toEqual(place);
  });
});

describe("an address to open", () => {
  it.each([
    ["https://example.com/a b", "https://example.com/a%20b"],
    ["mailto:anna@example.com", "mailto:anna@example.com"],
    ["javascript:alert(1)", null],
    [" JaVaScRiPt:alert(1)", null],
    ["data:text/html,<script>alert(1)</script>", null],
    ["no address", null],
    [42, null],
  ])("of %j is %j", (given, opened) => {
    expect(webAddress(given)).toBe(opened);
  });
});
