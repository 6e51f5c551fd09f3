import { describe, expect, it } from "vitest";
import { type BudgetAlert, carriedBudget } from "#domain/objective/carried-budget.ts";
import { objective } from "#test/support/objective.ts";

const PAGE = { sloth_id: "checkout-requests", sloth_severity: "page" };

function alert(more: Partial<BudgetAlert> = {}): BudgetAlert {
  return {
    state: "firing",
    labels: PAGE,
    annotations: { burn_rate: "350.2", budget_remaining: "35.67%" },
    ...more,
  };
}

describe("what an alert on an error budget carries", () => {
  it("is how fast it burnt, what was left, and what must be gone for it to fire", () => {
    expect(carriedBudget(objective(), [alert()])).toEqual({
      firing: "page",
      burn: 350.2,
      remaining: 0.3567,
      atLeast: "at least 2 % burned in the last hour, or 5 % in the last 6 hours",
    });
  });

  it.each<[string, Partial<BudgetAlert>]>([
    ["another objective's", { labels: { ...PAGE, sloth_id: "cart" } }],
    ["one that ended", { state: "ended" }],
    ["one that is muted", { state: "muted" }],
  ])("is nothing for %s", (_, more) => {
    expect(carriedBudget(objective(), [alert(more)])).toBeNull();
  });

  it.each<[string, Partial<BudgetAlert>, object]>([
    ["one without numbers", { annotations: {} }, { burn: null, remaining: null }],
    [
      "numbers that are none",
      { annotations: { burn_rate: "NaN", budget_remaining: "<nil>" } },
      { burn: null, remaining: null },
    ],
    ["an overdrawn budget", { annotations: { budget_remaining: "-12.5%" } }, { remaining: -0.125 }],
    [
      "one that names its window",
      { labels: { ...PAGE, long: "1h" } },
      { atLeast: "at least 2 % burned in the last hour" },
    ],
    [
      "a ticket",
      { labels: { ...PAGE, sloth_severity: "ticket" } },
      {
        firing: "ticket",
        atLeast: "at least 10 % burned in the last 24 hours, or 10 % in the last 72 hours",
      },
    ],
  ])("is told of %s", (_, more, expected) => {
    expect(carriedBudget(objective(), [alert(more)])).toMatchObject(expected);
  });

  it("is that of the page where both fire", () => {
    const ticket = alert({ labels: { ...PAGE, sloth_severity: "ticket" }, annotations: {} });

    expect(carriedBudget(objective(), [ticket, alert()])?.firing).toBe("page");
  });
});
