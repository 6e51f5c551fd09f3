import { expect, it } from "vitest";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { openIncidentIds } from "#store/incident/incidents.ts";
import { person } from "#test/support/build.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";

const FORM = {
  form: "V0000000001",
  service: "checkout",
  severity: "SEV3",
  title: "Payments fail",
  by: person("ann"),
} as const;

withDatabases("a form that declares an incident", (open) => {
  it("opens one, though two replicas take it at the same time and a third after that", async () => {
    const database = await open();
    const replicas = [createEngine(database), createEngine(database)];

    const both = await Promise.all(replicas.map((engine) => declareIncident(engine, FORM)));
    const after = await declareIncident(createEngine(database), FORM);

    expect(await openIncidentIds(database.kysely, 10)).toEqual([1]);
    expect([...both, after].map(({ id, title }) => [id, title])).toEqual(
      Array.from({ length: 3 }, () => [1, "Payments fail"]),
    );
  });

  it("opens another than the next form with the same words", async () => {
    const engine = createEngine(await open());

    await declareIncident(engine, FORM);
    await declareIncident(engine, { ...FORM, form: "V0000000002" });

    expect(await openIncidentIds(engine.database.kysely, 10)).toEqual([2, 1]);
  });
});
