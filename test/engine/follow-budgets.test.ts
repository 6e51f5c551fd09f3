import { Duration } from "luxon";
import { expect, it } from "vitest";
import { followBudgets } from "#engine/budget/follow-budgets.ts";
import type { Engine } from "#engine/engine.ts";
import { readBudgets } from "#store/budget/budgets.ts";
import { budgetReader, type Known } from "#test/support/budget-reader.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";
import { pushedClock } from "#test/support/pushed-clock.ts";

withDatabase("error budgets", (open) => {
  it(
    "keep their last values while Prometheus is gone, and freeze changes until some is left for a day",
    { tags: ["F50"] },
    async () => {
      const database = await open();
      const clock = pushedClock(database);
      let known: Known = { burn: 2, remaining: 0.4 };
      const engine = createEngine(database, {
        configuration: configuration({ budgetPolicy: { freeze: {} } }),
        budgets: budgetReader(() => known),
      });
      async function after(hours: number, next: Known): Promise<readonly unknown[]> {
        await clock.advance(Duration.fromObject({ hours }));
        known = next;
        await followBudgets(engine);
        return await stateOf(engine);
      }

      expect(await after(0, known)).toEqual([0.4, null, false]);
      expect(await after(1, "no answer")).toEqual([0.4, "Prometheus: it is gone", false]);
      expect(engine.impairments.current()).toMatchObject([
        { part: "prometheus", words: expect.stringContaining("1 of 1 objectives") },
      ]);
      expect(await after(1, { burn: 1, remaining: -0.1 })).toEqual([-0.1, null, true]);
      expect(engine.impairments.current()).toEqual([]);
      expect(await after(1, { burn: 0, remaining: 0.1 })).toEqual([0.1, null, true]);
      expect(await after(23, "no answer")).toEqual([0.1, "Prometheus: it is gone", true]);
      expect(await after(1, { burn: 0, remaining: 0.1 })).toEqual([0.1, null, false]);
    },
  );

  it("are shown as metrics", async () => {
    const engine = createEngine(await open(), {
      budgets: budgetReader(() => ({ burn: 3, remaining: 0.25 })),
    });

    await followBudgets(engine);

    const { text } = await engine.metrics.render();
    expect(text).toContain(
      'muster_error_budget_remaining_ratio{objective="checkout-requests"} 0.25',
    );
    expect(text).toContain('muster_error_budget_burn_rate{objective="checkout-requests"} 3');
    expect(text).toContain('muster_freeze{objective="checkout-requests"} 0');
  });

  it("have no metrics before they are read once", async () => {
    const engine = createEngine(await open(), { budgets: budgetReader(() => "no answer") });

    await followBudgets(engine);

    expect(await metricsOf(engine)).toEqual([]);
  });

  it("have no metrics once they were not read for ten minutes", { tags: ["F50"] }, async () => {
    const database = await open();
    const clock = pushedClock(database);
    let known: Known = { burn: 3, remaining: 0.25 };
    const engine = createEngine(database, { budgets: budgetReader(() => known) });
    await followBudgets(engine);

    known = "no answer";
    await clock.advance(Duration.fromObject({ minutes: 9 }));
    await followBudgets(engine);
    const before = await metricsOf(engine);
    await clock.advance(Duration.fromObject({ minutes: 1 }));
    await followBudgets(engine);

    expect(before).toHaveLength(3);
    expect(await metricsOf(engine)).toEqual([]);
  });

  it("rest no more when the policy says nothing of it, whatever Prometheus answers", async () => {
    const database = await open();
    let known: Known = { burn: 3, remaining: -1 };
    const budgets = budgetReader(() => known);
    const strict = configuration({ budgetPolicy: { freeze: {} } });
    await followBudgets(createEngine(database, { configuration: strict, budgets }));

    known = "no answer";
    const engine = createEngine(database, { budgets });
    await followBudgets(engine);

    expect(await stateOf(engine)).toEqual([-1, "Prometheus: it is gone", false]);
  });

  it("have no metrics while they are not known, and when nothing promises them any more", async () => {
    const promised = [objective(), objective({ id: "checkout-speed", name: "speed" })];
    let burn: number | null = 3;
    const engine = createEngine(await open(), {
      budgets: budgetReader(() => ({ burn, remaining: 0.25 }), { objectives: () => promised }),
    });

    await followBudgets(engine);
    const both = await metricsOf(engine);
    burn = null;
    promised.pop();
    await followBudgets(engine);

    expect(both).toHaveLength(6);
    expect(await metricsOf(engine)).toEqual([
      'muster_error_budget_remaining_ratio{objective="checkout-requests"} 0.25',
      'muster_freeze{objective="checkout-requests"} 0',
    ]);
  });
});

/** What is left, what is wrong, and whether changes rest. */
async function stateOf({ database }: Engine): Promise<readonly unknown[]> {
  const [budget] = await readBudgets(database.kysely);
  return [budget?.live.remaining, budget?.error, (budget?.frozenSince ?? null) !== null];
}

async function metricsOf({ metrics }: Engine): Promise<readonly string[]> {
  const { text } = await metrics.render();
  return text.split("\n").filter((line) => /^muster_(error_budget|freeze).*objective=/.test(line));
}
