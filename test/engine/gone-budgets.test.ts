import { expect, it } from "vitest";
import { readIncidentBudgets } from "#engine/incident/incident-budgets.ts";
import { saveChart } from "#store/budget/charts.ts";
import { budgetChart } from "#test/support/budget-chart.ts";
import { budgetReader } from "#test/support/budget-reader.ts";
import { withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { declared, measured, now, reread } from "#test/support/judging.ts";
import { objective } from "#test/support/objective.ts";

withDatabase("the budgets of an incident", (open) => {
  it.each([
    ["has another name", objective({ id: "checkout-answers", name: "answers" })],
    ["is another service's", objective({ service: "search" })],
  ])("stay on its card when one %s by now", async (_, next) => {
    const database = await open();
    const promised = [objective()];
    const budgets = budgetReader(() => "no answer", { objectives: () => promised });
    const engine = createEngine(database, { budgets });
    const id = await declared(engine);
    await measured(engine, id, 0.366, "live");
    const kept = { objective: "checkout-requests", takenAt: await now(engine) };
    await saveChart(database.kysely, id, { ...kept, chart: budgetChart() });

    promised[0] = next;
    const read = await readIncidentBudgets(engine, database.kysely, await reread(engine, id));

    expect(read.budgets.find((one) => one.id === "checkout-requests")).toMatchObject({
      objective: { service: "checkout", name: "requests", target: "99.9" },
      window: "30d",
      used: 0.366,
      burn: null,
      remaining: null,
      error: "muster.yaml does not promise it any more",
    });
  });
});
