import { describe, expect, it } from "vitest";
import type { LayerVersion } from "#domain/schedule/layer.ts";
import { workOut } from "#domain/schedule/on-call.ts";
import { type AppliedVersion, rollOut } from "#domain/schedule/roll-out.ts";
import { parseWallTime } from "#domain/schedule/wall-time.ts";

/** Weeks from Monday 5 January 2026, 09:00 in UTC: Ann, Ben, Cleo. */
const WEEKLY: LayerVersion = {
  zone: "UTC",
  anchor: parseWallTime("2026-01-05T09:00"),
  every: { n: 1, unit: "weeks" },
  members: ["ann", "ben", "cleo"],
  startIndex: 0,
  advance: "calendar",
};
/** Wednesday of Ben's first week. */
const NOW = Date.parse("2026-01-14T12:00:00Z");

function edited(changes: Partial<LayerVersion>, how: { now?: number; immediate?: boolean } = {}) {
  const { now = NOW, immediate = false } = how;
  const written = { ...WEEKLY, ...changes };
  const before: readonly AppliedVersion[] = [{ written: WEEKLY, version: WEEKLY }];
  return rollOut(before, written, {
    now,
    rollOut: immediate ? "immediate" : "after_current_shift",
  });
}

function shiftsOf(applied: readonly AppliedVersion[], to = "2026-02-10") {
  const rota = {
    layers: [{ versions: applied.map(({ version }) => version) }],
    overrides: [],
    inactive: new Set<string>(),
  };
  const span = { start: Date.parse("2026-01-12T09:00:00Z"), end: Date.parse(to) };
  return workOut(rota, span).shifts.map(({ start, person }) => `${format(start)} ${person}`);
}

function format(instant: number): string {
  return new Date(instant).toISOString().slice(5, 16);
}

describe("an edited layer", () => {
  it("moves nobody when nothing about its turns changed", () => {
    expect(edited({})).toHaveLength(1);
  });

  it("lets a new member wait until everybody had the turn that was to come", () => {
    expect(shiftsOf(edited({ members: ["dan", "ann", "ben", "cleo"] }))).toEqual([
      "01-12T09:00 ben",
      "01-19T09:00 cleo",
      "01-26T09:00 dan",
      "02-02T09:00 ann",
      "02-09T09:00 ben",
    ]);
  });

  it("goes on with the next one when somebody else leaves", () => {
    expect(shiftsOf(edited({ members: ["ben", "ann"] }))).toEqual([
      "01-12T09:00 ben",
      "01-19T09:00 ann",
      "01-26T09:00 ben",
      "02-02T09:00 ann",
      "02-09T09:00 ben",
    ]);
  });

  it("hands over at once when the person on call leaves", () => {
    expect(shiftsOf(edited({ members: ["ann", "cleo"] }))).toEqual([
      "01-12T09:00 ben",
      "01-14T12:00 cleo",
      "01-19T09:00 ann",
      "01-26T09:00 cleo",
      "02-02T09:00 ann",
      "02-09T09:00 cleo",
    ]);
  });

  it.each([
    ["later", "2026-01-05T17:00", ["01-12T09:00 ben", "01-19T17:00 cleo", "01-26T17:00 ann"]],
    ["earlier", "2026-01-05T07:00", ["01-12T09:00 ben", "01-19T09:00 cleo", "01-26T07:00 ann"]],
    ["to Tuesday", "2026-01-06T09:00", ["01-12T09:00 ben", "01-20T09:00 cleo", "01-27T09:00 ann"]],
  ])("moves the hand-over %s and keeps the order", (_, anchor, shifts) => {
    const applied = edited({ anchor: parseWallTime(anchor) });
    expect(shiftsOf(applied, "2026-01-30")).toEqual(shifts);
  });

  it("takes a change that is to happen at once to the letter", () => {
    const applied = edited({ members: ["dan", "ann", "ben", "cleo"] }, { immediate: true });
    expect(shiftsOf(applied, "2026-01-30")).toEqual([
      "01-12T09:00 ben",
      "01-14T12:00 ann",
      "01-19T09:00 ben",
      "01-26T09:00 cleo",
    ]);
  });

  it("takes a start in the future to the letter", () => {
    const from = parseWallTime("2026-01-20T00:00");
    expect(shiftsOf(edited({ members: ["dan"], from }), "2026-01-30")).toEqual([
      "01-12T09:00 ben",
      "01-19T09:00 cleo",
      "01-20T00:00 dan",
    ]);
  });

  it("forgets a change that is taken back before it came into force", () => {
    const once = edited({ members: ["ben", "ann"] });
    const context = { now: NOW + 1000, rollOut: "after_current_shift" } as const;
    expect(rollOut(once, WEEKLY, context)).toEqual(edited({}));
  });

  it("replaces a change that has not come into force by a later one", () => {
    const once = edited({ members: ["ben", "ann"] });
    const context = { now: NOW + 1000, rollOut: "after_current_shift" } as const;
    const twice = rollOut(once, { ...WEEKLY, members: ["ben", "cleo"] }, context);
    expect(shiftsOf(twice, "2026-01-30")).toEqual([
      "01-12T09:00 ben",
      "01-19T09:00 cleo",
      "01-26T09:00 ben",
    ]);
  });

  it("lets somebody who is in the list twice keep the place, and a turn of nobody, too", () => {
    const members = ["ann", "ben", null, "ann", "cleo"];
    const before = [{ written: { ...WEEKLY, members }, version: { ...WEEKLY, members } }];
    const written = { ...WEEKLY, members: [...members, "dan"] };
    const applied = rollOut(before, written, { now: NOW, rollOut: "after_current_shift" });
    expect(shiftsOf(applied, "2026-02-17")).toEqual([
      "01-12T09:00 ben",
      "01-26T09:00 ann",
      "02-02T09:00 cleo",
      "02-09T09:00 dan",
      "02-16T09:00 ann",
    ]);
  });

  it("keeps what was when its start is written in the past and its anchor in the future", () => {
    const [from, anchor] = ["2026-01-01T00:00", "2026-01-21T09:00"].map(parseWallTime);
    const applied = edited({ members: ["dan"], from, anchor: anchor ?? 0 });
    expect(shiftsOf(applied, "2026-01-30")).toEqual([
      "01-12T09:00 ben",
      "01-19T09:00 cleo",
      "01-21T09:00 dan",
    ]);
  });

  it("gets no past when it has not begun", () => {
    const later = { ...WEEKLY, anchor: parseWallTime("2026-02-02T09:00") };
    const before = [{ written: later, version: later }];
    const applied = rollOut(before, WEEKLY, { now: NOW, rollOut: "after_current_shift" });
    expect(shiftsOf(applied, "2026-01-26")).toEqual(["01-14T12:00 ben", "01-19T09:00 cleo"]);
  });

  it("comes into force in the second of two equal hours, when it is edited then", () => {
    const zone = "Europe/Berlin";
    const now = Date.parse("2026-10-25T01:30:00Z");
    const before = [{ written: { ...WEEKLY, zone }, version: { ...WEEKLY, zone } }];
    const written = { ...WEEKLY, zone, members: ["dan"] };
    const applied = rollOut(before, written, { now, rollOut: "immediate" });
    expect(applied.at(-1)?.version.since).toBe(now);
  });

  it("comes into force although its only window is left out by the clocks that week", () => {
    const zone = "Europe/Berlin";
    const hour = 3_600_000;
    const night = { days: [7], from: 2 * hour, to: 3 * hour };
    const before = [{ written: { ...WEEKLY, zone }, version: { ...WEEKLY, zone } }];
    const written: LayerVersion = { ...WEEKLY, zone, windows: [night], advance: "on_shift" };
    const now = Date.parse("2026-03-22T12:00:00Z");
    expect(rollOut(before, written, { now, rollOut: "after_current_shift" })).toHaveLength(2);
  });

  it("keeps the order of a layer that counts only turns with a window", () => {
    const daily: LayerVersion = {
      ...WEEKLY,
      every: { n: 1, unit: "days" },
      windows: [{ days: [1, 2, 3, 4, 5], from: 9 * 3_600_000, to: 17 * 3_600_000 }],
      advance: "on_shift",
    };
    const before = [{ written: daily, version: daily }];
    const written = { ...daily, members: ["dan", "ann", "ben", "cleo"] };
    const applied = rollOut(before, written, { now: NOW, rollOut: "after_current_shift" });
    expect(shiftsOf(applied, "2026-01-21")).toEqual([
      "01-12T09:00 cleo",
      "01-13T09:00 ann",
      "01-14T09:00 ben",
      "01-15T09:00 cleo",
      "01-16T09:00 dan",
      "01-19T09:00 ann",
      "01-20T09:00 ben",
    ]);
  });
});
