import { describe, expect, it } from "vitest";
import { reportOf } from "#domain/learning/report.ts";
import { weekSpan } from "#domain/learning/week.ts";
import { moment, past, pastIncident, pastPage } from "#test/support/past.ts";

const WEEK = "2026-W47";

/** The report of the week from the 16th to the 22nd of November 2026, read on the Monday after. */
function reportIn(zone: string, changes: Parameters<typeof past>[0]): ReturnType<typeof reportOf> {
  const span = weekSpan(WEEK, zone, 4);
  return reportOf(past({ span, asOf: moment("2026-11-23T12:00"), ...changes }), WEEK, zone);
}

describe("a weekly report", () => {
  const days = Array.from({ length: 30 }, (_, index) => {
    const day = moment("2026-10-25").plus({ days: index }).toISODate() ?? "";
    return { objective: "shop", day, remaining: 0.5, spent: 0.01 };
  });

  it.each([
    ["utc", "2026-11-16"],
    ["Europe/Berlin", "2026-11-16"],
    ["America/Los_Angeles", "2026-11-16"],
    ["Pacific/Auckland", "2026-11-15"],
  ])("has of a budget the seven days that lie most in the week of %s", (zone, first) => {
    const { told, before, lately } = reportIn(zone, { budgets: days });

    expect(told.budgets[0]?.days.map(({ day }) => day)[0]).toBe(first);
    expect([told, before, lately].map(({ budgets }) => budgets[0]?.daysCounted)).toEqual([
      7, 7, 28,
    ]);
  });

  it("counts what goes on over the end of the week in the week in which it began", () => {
    const openedAt = moment("2026-11-15T22:30");
    const over = pastIncident(1, {}, { openedAt });
    const pages = [
      pastPage(1, "2026-11-15T22:31"),
      pastPage(1, "2026-11-15T23:10", { isFirst: false }),
    ];

    const { told, before } = reportIn("Europe/Berlin", { incidents: [over], pages });

    expect([before, told].map(({ whole }) => whole.incidents)).toEqual([1, 0]);
    expect([before, told].map(({ whole }) => whole.load.pages)).toEqual([1, 0]);
  });
});
