import { Duration } from "luxon";
import { expect, it } from "vitest";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { followBudgets } from "#engine/budget/follow-budgets.ts";
import type { Engine } from "#engine/engine.ts";
import { readBudgets } from "#store/budget/budgets.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";
import { pushedClock } from "#test/support/pushed-clock.ts";

const OBJECTIVE = objective();

type Known = Pick<LiveBudget, "burn" | "remaining"> | "no answer";

withDatabase("error budgets", (open) => {
  it("keep their last values while Prometheus is gone, and freeze changes until some is left for a day", async () => {
    const database = await open();
    const clock = pushedClock(database);
    let known: Known = { burn: 2, remaining: 0.4 };
    const engine = createEngine(database, {
      configuration: configuration({ budgetPolicy: { freeze: {} } }),
      budgets: readerOf(() => known),
    });
    async function after(hours: number, next: Known): Promise<readonly unknown[]> {
      await clock.advance(Duration.fromObject({ hours }));
      known = next;
      await followBudgets(engine);
      return await stateOf(engine);
    }

    expect(await after(0, known)).toEqual([0.4, null, false]);
    expect(await after(1, "no answer")).toEqual([0.4, "Prometheus: it is gone", false]);
    expect(await after(1, { burn: 1, remaining: -0.1 })).toEqual([-0.1, null, true]);
    expect(await after(1, { burn: 0, remaining: 0.1 })).toEqual([0.1, null, true]);
    expect(await after(23, "no answer")).toEqual([0.1, "Prometheus: it is gone", true]);
    expect(await after(1, { burn: 0, remaining: 0.1 })).toEqual([0.1, null, false]);
  });

  it("are shown as metrics", async () => {
    const engine = createEngine(await open(), {
      budgets: readerOf(() => ({ burn: 3, remaining: 0.25 })),
    });

    await followBudgets(engine);

    const { text } = await engine.metrics.render();
    expect(text).toContain(
      'muster_error_budget_remaining_ratio{objective="checkout-requests"} 0.25',
    );
    expect(text).toContain('muster_error_budget_burn_rate{objective="checkout-requests"} 3');
    expect(text).toContain('muster_freeze{objective="checkout-requests"} 0');
  });
});

function readerOf(known: () => Known): BudgetReader {
  return {
    objectives: () => [OBJECTIVE],
    chart: () => Promise.reject(new Error("nobody asks for it here")),
    retention: () => Promise.resolve(null),
    read: async () => answer(known()),
    measure: () => Promise.reject(new Error("nobody asks for it here")),
  };
}

function answer(known: Known): Omit<LiveBudget, "used"> {
  if (known === "no answer") throw new Error("Prometheus: it is gone");
  const promise = { service: "checkout", name: "answers", target: "99.9" };
  return { objective: promise, window: "30d", untilGone: null, ...known };
}

/** What is left, what is wrong, and whether changes rest. */
async function stateOf({ database }: Engine): Promise<readonly unknown[]> {
  const [budget] = await readBudgets(database.kysely);
  return [budget?.live.remaining, budget?.error, (budget?.frozenSince ?? null) !== null];
}
