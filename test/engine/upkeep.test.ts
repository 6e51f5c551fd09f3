import { performance } from "node:perf_hooks";
import { expect, it, onTestFinished } from "vitest";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { startUpkeep } from "#engine/timer/upkeep.ts";
import { withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";
import { objective } from "#test/support/objective.ts";

const BEAT_MS = 5;
const BEATS_A_MINUTE = 4;

withDatabase("upkeep", (open) => {
  it("does not make up for what it missed while something hung", async () => {
    const database = await open();
    const hung = Promise.withResolvers<never>();
    const asked: number[] = [];
    function ask(): Promise<never> {
      return hung.promise;
    }
    const budgets: BudgetReader = {
      objectives: () => [objective()],
      read: () => {
        asked.push(performance.now());
        return hung.promise;
      },
      inputs: ask,
      measure: ask,
      chart: ask,
      retention: ask,
    };
    const created = createEngine(database, { budgets });
    let looks = 0;
    const impairments: typeof created.impairments = {
      ...created.impairments,
      setAll: (part, troubles) => {
        if (part === "source-api") looks += 1;
        created.impairments.setAll(part, troubles);
      },
    };
    const upkeep = startUpkeep({ ...created, impairments }, BEAT_MS);
    onTestFinished(async () => {
      hung.reject(new Error("the program ends"));
      await upkeep.stop();
    });
    await eventually(() => expect(asked).toHaveLength(1));
    await eventually(() => expect(looks).toBeGreaterThan(40));

    hung.reject(new Error("it hung"));
    await eventually(() => expect(asked.length).toBeGreaterThan(6));

    const pauses = asked.slice(2, 6).map((at, index) => at - (asked[index + 1] ?? 0));
    // A timer may come a little early, never the whole beat.
    expect(Math.min(...pauses)).toBeGreaterThan((BEATS_A_MINUTE - 1) * BEAT_MS);
  });
});
