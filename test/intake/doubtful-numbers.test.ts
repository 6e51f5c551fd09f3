import { describe, expect, it } from "vitest";
import type { ShareQuestion } from "#domain/objective/measured-share.ts";
import type { Prometheus, Series } from "#prometheus/client/prometheus.ts";
import { measureShare } from "#prometheus/measure-share.ts";
import { readBudget } from "#prometheus/read-budget.ts";
import { objective } from "#test/support/objective.ts";
import { scriptedPrometheus } from "#test/support/scripted-prometheus.ts";

const NOW = Date.UTC(2026, 10, 21, 12) / 1000;
const DAY = 86_400;
const HOUR = 3600;
const QUESTION: ShareQuestion = {
  objective: objective(),
  labels: {},
  about: NOW - HOUR,
  until: NOW,
};

/** A point each minute: too many errors for ten minutes from an hour ago on. */
function ratios(_: string, from: number, until: number, bad = 0.5): Series["points"] {
  const points = [];
  for (let at = from; at <= until; at += 60) {
    points.push({ at, value: at >= NOW - HOUR && at < NOW - HOUR + 600 ? bad : 0 });
  }
  return points;
}

function isRatio(query: string): boolean {
  return query.includes("\n/\n");
}

/** A thousand events a second; one bad in a hundred during the impact. */
function counts(query: string): number {
  return query.startsWith("(sum") ? 10 : 1000;
}

describe("what an incident used", () => {
  it("is measured when nothing is doubtful", async () => {
    const prometheus = scriptedPrometheus({ instant: counts, range: ratios });

    const { share } = await measureShare(prometheus, QUESTION);

    expect(share).toMatchObject({ quality: "measured", notes: [] });
  });

  it("is estimated when Prometheus warns that its answer is partial, and says so", async () => {
    const warnings = ["fetch series: store gateway is gone"];
    const partial = scriptedPrometheus({ instant: counts, range: ratios, warnings });
    const quiet = scriptedPrometheus({
      instant: counts,
      range: (...span) => ratios(...span, 0),
      warnings,
    });
    const notes = ["Prometheus warns: fetch series: store gateway is gone"];

    const some = await measureShare(partial, QUESTION);
    const none = await measureShare(quiet, QUESTION);

    expect(some.share).toMatchObject({ quality: "estimated", notes });
    expect(some.warnings).toEqual(warnings);
    expect(none.share).toMatchObject({ quality: "estimated", share: 0 });
    expect(none.share.notes).toContain(notes[0]);
  });

  it("is not known when a count is no number", { tags: ["F50"] }, async () => {
    const prometheus = scriptedPrometheus({ instant: () => null, range: ratios });

    const { share, impact } = await measureShare(prometheus, QUESTION);

    expect(impact).not.toBeNull();
    expect(share).toMatchObject({ quality: "unavailable", share: null });
  });

  it("is not known when nothing was too bad until Prometheus counted no more", async () => {
    const prometheus = scriptedPrometheus({
      range: (query, from, until) => ratios(query, from, Math.min(until, NOW - HOUR - 120)),
    });

    const { share, impact } = await measureShare(prometheus, QUESTION);

    expect(impact).toBeNull();
    expect(share).toMatchObject({ quality: "unavailable", share: null });
    expect(share.notes).toContain(
      "Prometheus has counted nothing of this since 10:58 UTC: what failed later is not in it.",
    );
  });

  it("is estimated when Prometheus counts no more while it hurts", async () => {
    const prometheus = scriptedPrometheus({
      instant: (query, at) => (at === NOW ? undefined : counts(query)),
      range: (query, from, until) => ratios(query, from, Math.min(until, NOW - HOUR + 300)),
    });

    const { share, impact } = await measureShare(prometheus, QUESTION);

    expect(impact?.end).toBe(NOW - HOUR + 300);
    expect(share.quality).toBe("estimated");
    expect(share.notes).toEqual([expect.stringContaining("since 11:05 UTC")]);
  });

  it("is measured though there is no traffic any more, or Prometheus is silent long after the end", async () => {
    const quiet = scriptedPrometheus({
      instant: (query, at) => (at === NOW ? 0 : counts(query)),
      range: (query, from, until) => ratios(query, from, Math.min(until, NOW - HOUR + 300)),
    });
    const silent = scriptedPrometheus({
      instant: (query, at) => (at === NOW ? undefined : counts(query)),
      range: (query, from, until) => ratios(query, from, Math.min(until, NOW - 1200)),
    });

    expect((await measureShare(quiet, QUESTION)).share.quality).toBe("measured");
    expect((await measureShare(silent, QUESTION)).share.quality).toBe("measured");
  });
});

describe("an outage that keeps requests from being counted", () => {
  it.each([
    ["half of them", 2000, "measured", []],
    [
      "most of them",
      4000,
      "estimated",
      [
        "Only 25 % of the events of a week before were counted then: more may have failed than was counted.",
      ],
    ],
    ["as many as ever", undefined, "measured", []],
  ] as const)(
    "is doubted by those of a week before, with %s gone",
    async (_, before, quality, notes) => {
      const prometheus = scriptedPrometheus({
        instant: (query, at) => (at < NOW - 6 * DAY ? before : counts(query)),
        range: ratios,
      });

      expect((await measureShare(prometheus, QUESTION)).share).toMatchObject({ quality, notes });
    },
  );

  it("is counted by time where a query mixes functions", async () => {
    const total = "sum(rate(all[{{.window}}])) + sum(increase(more[{{.window}}]))";
    const bad = "sum(rate(bad[{{.window}}]))";
    const mixed = { ...objective(), indicator: { kind: "events", bad, total } as const };
    const prometheus = scriptedPrometheus({ instant: () => 0.1, range: ratios });

    const { share } = await measureShare(prometheus, { ...QUESTION, objective: mixed });

    expect(share).toMatchObject({ quality: "estimated", bad: null });
    expect(share.notes).toEqual([expect.stringContaining("Counted by time")]);
  });
});

describe("how a budget stands", () => {
  it("is told while there is no traffic, and what is left of it", async () => {
    const prometheus = scriptedPrometheus({
      instant: (query) => (isRatio(query) ? undefined : 0.4),
    });

    const live = await readBudget(prometheus, objective(), NOW);

    expect(live).toMatchObject({ burn: null, remaining: 0.4 });
  });

  it("is not told from what is old: then nobody takes it for what is true now", async () => {
    const prometheus = scriptedPrometheus({
      instant: (query) => (query.includes("[5m]") ? undefined : 0.4),
    });

    await expect(readBudget(prometheus, objective(), NOW)).rejects.toThrow(
      "Prometheus: it has counted nothing of this for five minutes",
    );
  });

  it.each([
    ["counted while our rules have not run for a whole window", null, 20, 0.5],
    ["read as it is recorded once they have", null, 29, 0.4],
    ["read as it is recorded where nothing older is kept", 15 * DAY, 20, 0.4],
    ["counted where more is kept than they have run for", 25 * DAY, 20, 0.5],
  ])("is %s", async (_, retention, ranFor, left) => {
    const since = NOW - ranFor * DAY;
    const prometheus = scriptedPrometheus({
      instant: (query, at) => {
        if (query.startsWith("slo:")) return at < since ? undefined : 0.4;
        return isRatio(query) ? 0.0001 : halfGone(query);
      },
    });

    const { remaining } = await readBudget(prometheus, objective(), NOW, retention);

    expect(remaining).toBeCloseTo(left);
  });

  it("is told of the worst, where there are several budgets", async () => {
    const worst: Prometheus = {
      ...scriptedPrometheus({}),
      instant: async (query) => {
        const counted = query.startsWith("(sum") ? [1, 300, 2] : [1000, 1_000_000, 1000];
        const values = isRatio(query) ? [0.001, 0.0003, 0.002] : counted;
        const regions = ["a", "b", "c"];
        const data = values.map((value, at) => ({ labels: { region: regions[at] ?? "" }, value }));
        return { data: query.startsWith("slo:") ? [] : data, warnings: [] };
      },
    };

    const live = await readBudget(worst, objective(), NOW);

    expect(live.burn).toBeCloseTo(2);
    expect(live.remaining).toBeCloseTo(-1);
  });
});

/** Of a budget of 1000 events half is used. */
function halfGone(query: string): number {
  return query.startsWith("(sum") ? 500 : 1_000_000;
}
