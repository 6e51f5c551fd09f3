import { describe, expect, it } from "vitest";
import type { Load } from "#domain/shift/fairness.ts";
import { renderFairness } from "#slack/views/fairness.ts";
import { configuration } from "#test/support/engine.ts";

const { schedules } = configuration({
  schedules: {
    shop: {
      name: "Shop <first>",
      team: "checkout",
      timezone: "UTC",
      layers: [{ anchor: "2026-01-05T00:00", every: { n: 1, unit: "days" }, members: ["ann"] }],
    },
  },
});

function load(person: string, changes: Partial<Load> = {}): Load {
  const hours = { business: 10, off: 4, sleep: 10.4 };
  const counts = { nights: 1, weekends: 0, pages: 3, wakeUps: 1, busiest: 2 };
  return { person, hours, weight: 48, ...counts, ...changes };
}

function lines(loads: readonly Load[], balance: number | null, isOver = true): readonly string[] {
  const shown = { month: "2026-10", isOver, schedules: [...schedules.values()] };
  return renderFairness({ ...shown, fairness: { loads, balance }, nameOf }).text.split("\n");
}

function nameOf(person: string): string {
  return `${person}!`;
}

describe("the figures of a month", () => {
  it("stand under each name, in the order of the alphabet, with a bar", () => {
    expect(lines([load("bob", { weight: 24 }), load("ann")], 0.5)).toEqual([
      "*October 2026*, Shop &lt;first&gt;",
      "Balance 50 % (100 % is even).",
      "`████████████` *ann!*",
      "10 h in working hours, 4 h off, 10 h at night",
      "1 night, 0 weekends, 3 pages, 1 wake-up",
      "`██████░░░░░░` *bob!*",
      "10 h in working hours, 4 h off, 10 h at night",
      "1 night, 0 weekends, 3 pages, 1 wake-up",
    ]);
  });

  it("point out a shift that asked too much, and a month that is not over", () => {
    const shown = lines([load("ann", { busiest: 3 })], null, false);

    expect(shown[0]).toContain("the days to come as they are planned");
    expect(shown.at(-1)).toMatch(/^:warning: 3 incidents within 12 hours/);
  });

  it("say that nobody was on call", () => {
    expect(lines([], null)).toEqual(["*October 2026*, Shop &lt;first&gt;", "Nobody was on call."]);
  });
});
