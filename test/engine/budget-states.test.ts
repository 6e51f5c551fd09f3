import { expect, it } from "vitest";
import { budgetStates } from "#app/budgets.ts";
import { followBudgets } from "#engine/budget/follow-budgets.ts";
import { readWorrying } from "#engine/budget/worrying.ts";
import { budgetReader, type Known } from "#test/support/budget-reader.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";

withDatabase("what programs are told of error budgets", (open) => {
  it("is what is promised, and what to set, where nothing can be measured", async () => {
    const engine = createEngine(await open(), { objectives: [objective()] });

    expect(await budgetStates(engine)).toEqual([
      {
        id: "checkout-requests",
        service: "checkout",
        name: "requests",
        description: "Requests are answered.",
        objective: 99.9,
        window: "30d",
        burn: null,
        remaining: null,
        secondsUntilGone: null,
        readAt: null,
        error: expect.stringContaining("set prometheus.url in muster.yaml"),
        freeze: { frozen: false, since: null, exceptions: [] },
      },
    ]);
  });

  it("is how it stands, and whether changes rest", async () => {
    const engine = createEngine(await open(), {
      configuration: configuration({ budgetPolicy: { freeze: { exceptions: ["P0 fixes"] } } }),
      budgets: budgetReader(() => ({ burn: 14, remaining: -0.02 })),
    });
    await followBudgets(engine);

    const [state] = await budgetStates(engine);

    expect(state).toMatchObject({ burn: 14, remaining: -0.02, error: null });
    expect(state?.freeze).toEqual({ frozen: true, since: state?.readAt, exceptions: ["P0 fixes"] });
  });

  it("is for the next shift what burns, is nearly gone or rests, the worst first, and what is not known", async () => {
    const numbers: Readonly<Record<string, Known>> = {
      well: { burn: 0.5, remaining: 0.25 },
      burning: { burn: 1.1, remaining: 0.9 },
      little: { burn: 0, remaining: 0.249 },
      gone: { burn: 0, remaining: -1 },
      dark: "no answer",
      other: { burn: 9, remaining: -9 },
    };
    const promised = Object.keys(numbers).map((id) => {
      return objective({ id, service: id === "other" ? "search" : "checkout" });
    });
    const engine = createEngine(await open(), {
      budgets: budgetReader(({ id }) => numbers[id] ?? "no answer", { objectives: () => promised }),
    });
    await followBudgets(engine);

    const found = await readWorrying(engine, engine.database.kysely, (id) => id === "checkout");

    expect(found?.worrying.map(({ objective: { id } }) => id)).toEqual([
      "gone",
      "little",
      "burning",
    ]);
    expect(found?.unknown.map(({ objective: { id } }) => id)).toEqual(["dark"]);
    expect(await readWorrying(engine, engine.database.kysely, () => false)).toBeNull();
  });
});
