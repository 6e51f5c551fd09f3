import { describe, expect, it } from "vitest";
import { niceCeiling } from "#charts/bars.ts";
import { renderPng } from "#charts/render.ts";
import { reportCharts } from "#charts/report-charts.ts";
import type { BudgetDay } from "#domain/learning/past.ts";
import { moment, pastFollowUp, pastPage } from "#test/support/past.ts";
import { reported } from "#test/support/reported.ts";

const PNG = [0x89, 0x50, 0x4e, 0x47];

function budget(objective: string, day: string, remaining: number | null): BudgetDay {
  return { objective, day, remaining, spent: null };
}

const pages = [
  pastPage(1, "2026-11-02T12:00"),
  pastPage(2, "2026-11-17T20:00"),
  pastPage(3, "2026-11-17T12:00"),
  pastPage(4, "2026-11-18T03:00"),
];
const budgets = [
  budget("shop-answers", "2026-11-16", 0.5),
  budget("shop-answers", "2026-11-17", -0.1),
  budget("shop <b>-speed", "2026-11-16", 0.9),
];
const followUps = [
  pastFollowUp(1),
  pastFollowUp(2, {
    state: "done",
    addedAt: moment("2026-10-12"),
    endedAt: moment("2026-11-17"),
  }),
];

describe("the pictures of a weekly report", () => {
  it("begin with their conclusion, and say all that matters in words", () => {
    const [calls, rest] = reportCharts(reported({ pages, budgets, followUps }), "Shop");

    expect(calls?.title).toBe("4 pages in 28 days, 1 at night");
    expect(calls?.description).toBe(
      "4 pages in 28 days, 1 at night. 2 in working hours, 1 in other hours off, 1 at night. Most on 2026-11-17: 2.",
    );
    expect(rest?.title).toBe("Overdrawn by 10 %, falling: shop-answers");
    expect(rest?.description).toContain("Repairs in 8 weeks: 2 made, 1 done, 0 overdue now.");
  });

  it("have a bar for what came, and none for what did not", () => {
    const [calls] = reportCharts(reported({ pages }), "Shop");

    const bars = calls?.svg.match(/<rect [^>]*fill="#(?:7f9db8|0b4f85|a3150f)"/g) ?? [];
    // Three stand in the legend; of the 17th one hour off lies on one working hour.
    expect(bars).toHaveLength(3 + 4);
  });

  it("tell lines apart by their dashes, too, and draw nothing where nothing is known", () => {
    const gap = [...budgets, budget("shop-answers", "2026-11-18", null)];
    const [rest] = reportCharts(reported({ budgets: gap }), "Shop");

    const paths = rest?.svg.match(/<path d="([^"]*)"[^>]*>/g) ?? [];
    expect(paths).toHaveLength(2);
    expect(paths[1]).toContain("stroke-dasharray");
    expect(paths[0]?.match(/[ML]/g)).toHaveLength(2);
    expect(rest?.svg).toContain("shop &lt;b&gt;-speed");
  });

  it("are none where there is nothing to see", () => {
    expect(reportCharts(reported(), "Shop")).toEqual([]);
    expect(reportCharts(reported({ budgets: [budget("a", "2026-11-16", null)] }), "Shop")).toEqual(
      [],
    );
  });

  it("become images", async () => {
    for (const { svg } of reportCharts(reported({ pages, budgets, followUps }), "Shop")) {
      const image = await renderPng(svg);

      expect(Array.from(image.slice(0, 4))).toEqual(PNG);
    }
  });
});

describe("the highest number at the side of bars", () => {
  it.each([
    [0, 2],
    [2, 2],
    [3, 5],
    [6, 10],
    [11, 20],
    [51, 100],
    [1000, 1000],
  ])("is, for %d, %d", (value, expected) => {
    expect(niceCeiling(value)).toBe(expected);
  });
});
