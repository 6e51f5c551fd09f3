import { DateTime, Duration } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { followDuty } from "#engine/duty/hand-off.ts";
import type { Engine } from "#engine/engine.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { readIncidentBudgets } from "#engine/incident/incident-budgets.ts";
import { rollOutSchedules } from "#engine/on-call.ts";
import { startUpkeep } from "#engine/timer/upkeep.ts";
import { readDuty } from "#store/duty/duty.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";
import { objective } from "#test/support/objective.ts";

const ONE = IncidentId.parse(1);
/** Ann's turn began half an hour ago; turns last for an hour. */
const ANCHOR = DateTime.utc().startOf("minute").minus({ minutes: 30 });

withDatabase("a Prometheus that hangs", (open) => {
  it(
    "holds up neither hand-overs nor pages nor cards, however long",
    { tags: ["F50"] },
    async () => {
      const database = await open();
      const prometheus = hanging();
      const engine = await start(database, prometheus.reader);
      const upkeep = startUpkeep(engine, 5);
      onTestFinished(async () => {
        prometheus.letGo();
        await upkeep.stop();
      });
      await eventually(() => expect(prometheus.asked()).toBe(1));

      await declareIncident(engine, {
        form: "V1",
        service: "checkout",
        severity: "SEV1",
        title: "Nobody can pay",
        by: person("eve"),
      });
      await database.clock.advance(Duration.fromObject({ minutes: 31 }));

      await eventually(async () => {
        expect((await readDuty(database.kysely)).get("rota")?.person).toBe("bob");
      });
      const pages = await database.kysely.selectFrom("page").select("target").execute();
      expect(pages).not.toEqual([]);
      const incident = await readIncident(database.kysely, ONE);
      if (incident === null) throw new Error("There is no incident.");
      const { budgets } = await readIncidentBudgets(engine, database.kysely, incident);
      expect(budgets).toMatchObject([{ id: "checkout-requests", burn: null, measured: null }]);
      // Still the first question, which nobody has answered.
      expect(prometheus.asked()).toBe(1);
    },
  );
});

type Hanging = {
  readonly reader: BudgetReader;
  readonly asked: () => number;
  readonly letGo: () => void;
};

function hanging(): Hanging {
  const { promise, reject } = Promise.withResolvers<never>();
  let asked = 0;
  function ask(): Promise<never> {
    asked += 1;
    return promise;
  }
  return {
    reader: {
      objectives: () => [objective()],
      read: ask,
      inputs: ask,
      measure: ask,
      chart: ask,
      retention: ask,
    },
    asked: () => asked,
    letGo: () => reject(new Error("the program ends")),
  };
}

async function start(database: TestDatabase, budgets: BudgetReader): Promise<Engine> {
  const anchor = ANCHOR.toFormat("yyyy-MM-dd'T'HH:mm");
  const layers = [{ anchor, every: { n: 1, unit: "hours" }, members: ["ann", "bob"] }];
  const rota = {
    name: "Rota",
    team: "checkout",
    timezone: "UTC",
    layers,
    notices: { dmBefore: [] },
  };
  const levels = [{ notify: [{ schedule: "rota" }] }];
  const settings = configuration({
    schedules: { rota },
    policies: { checkout: { levels, repeat: { times: 0 } } },
  });
  const engine = createEngine(database, { configuration: settings, budgets });
  await rollOutSchedules(engine);
  await followDuty(engine);
  return engine;
}
