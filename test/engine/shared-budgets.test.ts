import type { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { readIncidentBudgets } from "#engine/incident/incident-budgets.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import { budgetReader } from "#test/support/budget-reader.ts";
import { person } from "#test/support/build.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { declared, judgingEngine, measured, now, reread } from "#test/support/judging.ts";
import { objective } from "#test/support/objective.ts";

const BY_REGION = {
  kind: "events",
  bad: "sum by (region) (rate(bad[{{.window}}]))",
  total: "sum by (region) (rate(all[{{.window}}]))",
} as const;

withDatabases("incidents that hurt at the same time", (open) => {
  it("are named beside each other's share, as long as they are incidents of their own", async () => {
    const engine = judgingEngine(await open());
    const start = await now(engine);
    const one = await hurting(engine, "V1", { from: start, to: start.plus({ minutes: 20 }) });
    const during = { from: start.plus({ minutes: 10 }), to: start.plus({ minutes: 30 }) };
    const two = await hurting(engine, "V2", during);
    const after = { from: start.plus({ minutes: 40 }), to: start.plus({ minutes: 50 }) };
    const later = await hurting(engine, "V3", after);

    expect(await others(engine, one)).toEqual([two]);
    expect(await others(engine, two)).toEqual([one]);
    expect(await others(engine, later)).toEqual([]);

    const budgets = budgetReader(() => "no answer", {
      objectives: () => [objective({ indicator: BY_REGION })],
    });
    const grouping = createEngine(engine.database, { budgets });
    expect(await others(grouping, one)).toEqual([]);

    await mergeIncidents(engine, { from: two, into: one }, person("ann"));
    expect(await others(engine, one)).toEqual([]);
  });
});

/** One of which it is known when it hurt. */
async function hurting(
  engine: Engine,
  form: string,
  { from, to }: { readonly from: DateTime; readonly to: DateTime },
): Promise<IncidentId> {
  const id = await declared(engine, "SEV3", { form });
  await measured(engine, id, 0.1, "live");
  await engine.database.kysely
    .updateTable("incident_share")
    .set({ impact_start: from, impact_end: to })
    .where("incident_id", "=", id)
    .execute();
  return id;
}

async function others(engine: Engine, id: IncidentId): Promise<readonly IncidentId[]> {
  const { kysely } = engine.database;
  const { budgets } = await readIncidentBudgets(engine, kysely, await reread(engine, id));
  return budgets[0]?.sharedWith ?? [];
}
