import { describe, expect, it } from "vitest";
import type { GivenImpact } from "#domain/objective/measured-share.ts";
import type { Prometheus } from "#prometheus/client/prometheus.ts";
import { measureShare } from "#prometheus/measure-share.ts";
import { readRetention } from "#prometheus/read-retention.ts";
import { objective } from "#test/support/objective.ts";
import { scriptedPrometheus } from "#test/support/scripted-prometheus.ts";

const MINUTE = 60;
const NOON = Date.UTC(2026, 10, 21, 12) / 1000;
const BAD = { from: NOON - 30 * MINUTE, to: NOON - 10 * MINUTE };

/** Half of everything fails from half past eleven until ten to twelve. */
function prometheus(hasImpact = true): Prometheus {
  return scriptedPrometheus({
    instant: (query) => (query.includes("30d") ? 1 : 0.01),
    range: (_, start, end) =>
      Array.from({ length: Math.floor((end - start) / MINUTE) + 1 }, (__, index) => {
        const at = start + index * MINUTE;
        return { at, value: hasImpact && at >= BAD.from && at <= BAD.to ? 0.5 : 0 };
      }),
  });
}

describe("the impact that is measured", () => {
  it.each<[string, GivenImpact, object]>([
    ["as it is found", { start: null, end: null }, { start: BAD.from - 300, end: BAD.to }],
    [
      "from when people say",
      { start: NOON - 3600, end: null },
      { start: NOON - 3600, end: BAD.to },
    ],
    ["until when they say", { start: null, end: NOON }, { start: BAD.from - 300, end: NOON }],
    ["all of it", { start: NOON - 60, end: NOON }, { start: NOON - 60, end: NOON }],
    ["no less than nothing", { start: NOON, end: null }, { start: NOON, end: NOON }],
  ])("is taken %s", async (_, impact, expected) => {
    const about = { objective: objective(), labels: {}, about: NOON - 20 * MINUTE, until: NOON };
    const measured = await measureShare(prometheus(), { ...about, impact });

    expect(measured.impact).toEqual(expected);
  });

  it("goes on where people say only when it began, and nothing is found", async () => {
    const about = { objective: objective(), labels: {}, about: NOON - 20 * MINUTE, until: NOON };
    const impact = { start: NOON - 600, end: null };
    const measured = await measureShare(prometheus(false), { ...about, impact });

    expect(measured.impact).toEqual({ start: NOON - 600, end: NOON });
    expect(measured.share.share).toBeGreaterThan(0);
  });
});

describe("for how long Prometheus keeps what it counted", () => {
  it.each<[string, unknown, number | null]>([
    ["by time", { storageRetention: "15d" }, 15 * 86_400],
    ["by time or size", { storageRetention: "30d or 10GiB" }, 30 * 86_400],
    ["by size alone", { storageRetention: "10GiB" }, null],
    ["unsaid", {}, null],
    ["no object", "<html>", null],
  ])("is read %s", async (_, answer, seconds) => {
    const server = { ...prometheus(), read: () => Promise.resolve(answer) };

    expect(await readRetention(server)).toBe(seconds);
  });
});
