import { describe, expect, it } from "vitest";
import { incidentKey } from "#domain/alert/route.ts";
import { alertOfKey, judgementOf } from "#domain/learning/judgement.ts";
import type { PastIncident, PastPage } from "#domain/learning/past.ts";
import { quantile, spreadOf } from "#domain/learning/quantile.ts";
import { instant, learned, pastIncident, pastPage } from "#test/support/past.ts";

function zoneOf(person: string): string {
  return person === "ann" ? "Asia/Tokyo" : "Europe/Berlin";
}

describe("a quantile", () => {
  it.each([
    [[], 0.5, null],
    [[7], 0.9, 7],
    [[4, 1], 0.5, 2.5],
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9.1],
  ])("of %j at %d is %d, as spreadsheets have it", (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it("at 90 % is not told of fewer than ten values", () => {
    expect(spreadOf([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ count: 9, median: 5, p90: null });
    expect(spreadOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).p90).toBeCloseTo(9.1);
  });
});

describe("whether a page was worth it", () => {
  it.each<[string, Partial<PastIncident>, string]>([
    ["is not known when nobody said so", {}, "unknown"],
    ["is what somebody answered", { verdict: "actionable" }, "actionable"],
    ["is what somebody answered", { verdict: "not-actionable" }, "not-actionable"],
    ["is denied by a false alarm", { ending: "false-alarm" }, "not-actionable"],
    [
      "is the answer even of a false alarm",
      { ending: "false-alarm", verdict: "actionable" },
      "actionable",
    ],
    ["is left open by a duplicate", { ending: "duplicate" }, "duplicate"],
    ["is left open by a merge", { isMerged: true }, "duplicate"],
  ])("%s: %j", (_, changes, expected) => {
    expect(judgementOf(pastIncident(1, {}, changes))).toBe(expected);
  });
});

describe("the alert that opened an incident", () => {
  it("stands in the key of the incident", () => {
    const destination = { service: "shop", groupBy: ["zone"], severity: null, path: [] };
    const key = incidentKey(destination, { alertname: "Down", zone: "eu", job: "api" });

    expect(alertOfKey(key)).toBe("Down");
  });

  it.each(['["shop","declared","form"]', "not JSON", "[]", "7"])("is not known from %s", (key) => {
    expect(alertOfKey(key)).toBeNull();
  });
});

describe("how long things took", () => {
  it("counts from the first page, and from the start of the impact, in minutes", () => {
    const { whole } = learned({ incidents: [pastIncident(1)] });

    expect(whole.timings).toEqual({
      acknowledge: { count: 1, median: 4, p90: null },
      mitigate: { count: 1, median: 30, p90: null },
      resolve: { count: 1, median: 60, p90: null },
      unanswered: 0,
    });
  });

  it.each<[string, PastIncident, readonly [number, number, number, number]]>([
    ["what goes on", pastIncident(1, { mitigated: null, ended: null }), [1, 0, 0, 0]],
    ["what paged nobody", pastIncident(1, { paged: null }), [0, 1, 1, 0]],
    ["what nobody took", pastIncident(1, { acknowledged: null }), [0, 1, 1, 1]],
    ["what ends before it begins", pastIncident(1, { mitigated: -3 }), [1, 0, 1, 0]],
    ["a false alarm", pastIncident(1, {}, { ending: "false-alarm" }), [0, 0, 0, 0]],
    ["what was merged", pastIncident(1, {}, { isMerged: true }), [0, 0, 0, 0]],
  ])("takes of %s only what is known", (_, incident, expected) => {
    const { acknowledge, mitigate, resolve, unanswered } = learned({ incidents: [incident] }).whole
      .timings;

    expect([acknowledge.count, mitigate.count, resolve.count, unanswered]).toEqual(expected);
  });

  it("is told of each service, and of all together", () => {
    const incidents = [
      pastIncident(1, { ended: 10 }),
      pastIncident(2, { ended: 30 }, { service: "cart", severity: "SEV1" }),
    ];

    const { whole, services } = learned({ incidents, services: ["cart", "checkout"] });

    expect(whole).toMatchObject({ incidents: 2, bySeverity: { SEV1: 1, SEV2: 1, SEV3: 0 } });
    expect(whole.timings.resolve.median).toBe(20);
    expect(services.map(({ service, timings }) => [service, timings.resolve.median])).toEqual([
      ["cart", 30],
      ["checkout", 10],
    ]);
  });
});

describe("what pages asked of people", () => {
  const nights = [
    pastPage(1, "2026-11-17T22:05"),
    pastPage(2, "2026-11-17T22:25"),
    pastPage(3, "2026-11-18T02:00"),
  ];

  it.each<[string, readonly PastPage[], readonly [number, number, number, number]]>([
    ["a working day", [pastPage(1, "2026-11-17T12:00")], [1, 0, 0, 0]],
    ["an evening", [pastPage(1, "2026-11-17T20:00")], [1, 1, 0, 0]],
    ["a Sunday", [pastPage(1, "2026-11-22T12:00")], [1, 1, 0, 0]],
    ["one night, with two pages within half an hour", nights, [3, 3, 2, 1]],
    [
      "a page that does not ring",
      [pastPage(1, "2026-11-18T02:00", { urgency: "low" })],
      [1, 1, 0, 0],
    ],
    [
      "an incident that calls again and again",
      [pastPage(1, "2026-11-17T12:00"), pastPage(1, "2026-11-17T23:00", { isFirst: false })],
      [1, 0, 1, 1],
    ],
    [
      "an incident that calls two people",
      [pastPage(1, "2026-11-18T02:00"), pastPage(1, "2026-11-18T02:05", { person: "bob" })],
      [2, 2, 2, 2],
    ],
  ])("is, for %s, counted in pages, hours off, wake-ups and nights", (_, pages, expected) => {
    const { pages: count, outOfHours, wakeUps, wokenNights } = learned({ pages }).whole.load;

    expect([count, outOfHours, wakeUps, wokenNights]).toEqual(expected);
  });

  it("goes by the clock where each of them lives", () => {
    const pages = [
      pastPage(1, "2026-11-17T18:00"),
      pastPage(2, "2026-11-17T18:00", { person: "bob" }),
    ];

    expect(learned({ pages, zoneOf }).whole.load).toMatchObject({ wakeUps: 1, outOfHours: 2 });
    expect(learned({ pages, zoneOf }).calls.map(({ hours }) => hours)).toEqual(["sleep", "off"]);
  });

  it("is shared among the shifts, of which a half counts half, and is not known without any", () => {
    const pages = [1, 2, 3].map((id) => pastPage(id, "2026-11-17T12:00"));
    const shifts = [
      { start: instant("2026-11-15"), end: instant("2026-11-17"), services: ["checkout", "cart"] },
      { start: instant("2026-11-17"), end: instant("2026-11-18"), services: ["checkout"] },
      { start: instant("2026-11-17"), end: instant("2026-11-18"), services: ["other"] },
    ];

    expect(learned({ pages, shifts }).whole).toMatchObject({ shifts: 1.5, pagesPerShift: 2 });
    expect(learned({ pages }).whole).toMatchObject({ shifts: null, pagesPerShift: null });
  });
});

describe("what an alert did", () => {
  it("is how often it paged, woke somebody, was worth it, and what it found", () => {
    const incidents = [
      pastIncident(1, {}, { verdict: "actionable" }),
      pastIncident(2, {}, { verdict: "not-actionable" }),
      pastIncident(3, {}, { ending: "false-alarm" }),
      pastIncident(4, {}, { isMerged: true }),
      pastIncident(5),
      pastIncident(6, {}, { alert: null }),
    ];
    const pages = [
      pastPage(1, "2026-11-17T12:00"),
      pastPage(2, "2026-11-17T23:00"),
      pastPage(9, "2026-11-17T12:00", { alert: "Slow" }),
    ];

    const { rules } = learned({ incidents, pages });

    expect(rules).toMatchObject([
      {
        alert: "ErrorsHigh",
        opened: 5,
        found: 3,
        paging: [1, 2],
        judged: 3,
        actionable: 1,
        load: { pages: 2, wakeUps: 1 },
      },
      { alert: "Slow", opened: 0, judged: 0, precision: null, load: { pages: 1 } },
    ]);
    expect(rules[0]?.precision).toBeCloseTo(1 / 3);
  });
});
