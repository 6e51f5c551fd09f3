import { describe, expect, it } from "vitest";
import { formatFairness } from "#app/cli/print-fairness.ts";
import type { Fairness } from "#domain/shift/fairness.ts";
import { configuration } from "#test/support/engine.ts";

const settings = configuration({
  people: {
    ann: { name: "Ann", slack: "U00000ANN" },
    bob: { name: '=Bob, "B"', slack: "U00000BOB" },
    eve: { name: "Eve", slack: "U00000EVE", admin: true },
  },
});
const load = { nights: 1, weekends: 0, pages: 3, wakeUps: 1, busiest: 2 };
const fairness: Fairness = {
  balance: 0.5,
  loads: [
    { ...load, person: "bob", hours: { business: 10, off: 4, sleep: 1 / 3 }, weight: 19 },
    { ...load, person: "ann", hours: { business: 0, off: 0, sleep: 10 }, weight: 30 },
  ],
};
const figures = { month: "2026-10", schedules: ["shop"], fairness };

describe("the figures of a month", () => {
  it("are a table for people, in the order of the names", () => {
    const { loads } = { loads: fairness.loads.slice(1) };
    const text = formatFairness(settings, { ...figures, fairness: { loads, balance: 0.5 } });

    expect(text.split("\n")).toEqual([
      "October 2026: shop",
      "  balance 50 %",
      "  name  business_hours  off_hours  sleep_hours  weight  nights  weekends  pages  wake_ups  busiest",
      "  Ann                0          0           10      30       1         0      3         1        2",
    ]);
  });

  it("are safe in a spreadsheet", () => {
    expect(formatFairness(settings, { ...figures, csv: true }).split("\n")).toEqual([
      "month,person,name,business_hours,off_hours,sleep_hours,weight,nights,weekends,pages,wake_ups,busiest",
      `2026-10,bob,"'=Bob, ""B""",10,4,0.33,19,1,0,3,1,2`,
      "2026-10,ann,Ann,0,0,10,30,1,0,3,1,2",
    ]);
  });

  it("are whole for programs", () => {
    expect(JSON.parse(formatFairness(settings, { ...figures, json: true }))).toMatchObject({
      month: "2026-10",
      schedules: ["shop"],
      balance: 0.5,
      people: [{ person: "bob", sleep_hours: 0.33 }, { person: "ann" }],
    });
  });
});
