import { Duration } from "luxon";
import { expect, it } from "vitest";
import { budgetStates } from "#app/budgets.ts";
import { followBudgets } from "#engine/budget/follow-budgets.ts";
import { readWorrying } from "#engine/budget/worrying.ts";
import { budgetReader, type Known } from "#test/support/budget-reader.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { objective } from "#test/support/objective.ts";
import { pushedClock } from "#test/support/pushed-clock.ts";

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
        freeze: { state: "free", frozen: false, since: null, exceptions: [] },
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
    const since = state?.readAt;
    const freeze = { state: "frozen", frozen: true, since, exceptions: ["P0 fixes"] };
    expect(state?.freeze).toEqual(freeze);
  });

  it("lets a gate pass only on what was read within ten minutes", async () => {
    const database = await open();
    const clock = pushedClock(database);
    let known: Known = "no answer";
    const engine = createEngine(database, {
      configuration: configuration({ budgetPolicy: { freeze: {} } }),
      budgets: budgetReader(() => known),
    });
    async function after(minutes: number, next: Known): Promise<unknown> {
      await clock.advance(Duration.fromObject({ minutes }));
      known = next;
      await followBudgets(engine);
      const [state] = await budgetStates(engine);
      return [state?.freeze.state, state?.freeze.frozen];
    }

    expect((await budgetStates(engine))[0]?.freeze.state).toBe("unknown");
    expect(await after(0, "no answer")).toEqual(["unknown", null]);
    expect(await after(1, { burn: 1, remaining: 0.5 })).toEqual(["free", false]);
    expect(await after(9, "no answer")).toEqual(["free", false]);
    expect(await after(1, "no answer")).toEqual(["unknown", null]);
    expect(await after(1, { burn: null, remaining: null })).toEqual(["unknown", null]);
    expect(await after(1, { burn: 9, remaining: -1 })).toEqual(["frozen", true]);
    expect(await after(60, "no answer")).toEqual(["frozen", true]);
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
