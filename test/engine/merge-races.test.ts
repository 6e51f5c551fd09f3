import { expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import { lockIncident, openIncidentIds, readIncident } from "#store/incident/incidents.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { withPostgres } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { holdOpen, untilWaiting } from "#test/support/held-open.ts";

const [first, second] = [IncidentId.parse(1), IncidentId.parse(2)];

withPostgres("an alert that comes while its incident is merged", (open) => {
  it.each([
    ["joins the one that goes on", { alertname: "A", fingerprint: "A2" }, { firing: 3, ended: 0 }],
    [
      "ends in the one that goes on",
      { alertname: "A", fingerprint: "A", status: "resolved" } as const,
      { firing: 1, ended: 1 },
    ],
  ])("%s", async (_, alert, expected) => {
    const database = await open();
    const engine = createEngine(database);
    for (const name of ["A", "B"]) {
      await deliver(engine, "prod", alertsFromTest({ alertname: name, fingerprint: name }));
    }

    const release = await holdOpen(database, (tx) => lockIncident(tx, first));
    const merging = mergeIncidents(engine, { from: first, into: second }, person("ann"));
    await untilWaiting(database, 1);
    const delivering = deliver(engine, "prod", alertsFromTest(alert));
    await untilWaiting(database, 2);
    await release();
    await Promise.all([merging, delivering]);

    expect((await readIncident(database.kysely, second))?.alerts).toMatchObject(expected);
    expect(await openIncidentIds(database.kysely, 10)).toEqual([2]);
  });
});
