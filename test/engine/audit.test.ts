import { Duration } from "luxon";
import { expect, it } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { auditIncidents } from "#engine/timer/audit.ts";
import { tick } from "#engine/timer/tick.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, type TestDatabase } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

withDatabases("the auditor", (open) => {
  it("wakes an open incident that has lost its timer, and counts it", async () => {
    const { engine, database } = await begin(open, "critical");
    await database.kysely.deleteFrom("job").where("kind", "=", "tick").execute();

    await auditIncidents(engine);

    expect(await dueTicks(database)).toBe(1);
    expect(await repairs(engine)).toBe(1);
  });

  it("wakes one whose time has been over for more than two minutes", async () => {
    const { engine, database } = await begin(open, "critical");
    const [incident] = await openIncidents(database.kysely, 1);
    const at = incident?.paging.nextAt;
    if (at === undefined || at === null) throw new Error("nothing is to come");

    const until = at.diff(await database.clock.now());
    await database.clock.advance(until.plus({ minutes: 1 }));
    await auditIncidents(engine);
    expect(await repairs(engine)).toBe(0);

    await database.clock.advance(Duration.fromObject({ minutes: 1, seconds: 1 }));
    await auditIncidents(engine);
    expect(await repairs(engine)).toBe(1);
    expect(await dueTicks(database)).toBe(1);
  });

  it("wakes one whose timer is booked too late", async () => {
    const { engine, database } = await begin(open, "critical");
    const late = (await database.clock.now()).plus({ hours: 1 });
    await database.kysely
      .updateTable("job")
      .set({ run_at: late })
      .where("kind", "=", "tick")
      .execute();

    await auditIncidents(engine);

    expect(await repairs(engine)).toBe(1);
    expect(await dueTicks(database)).toBe(1);
  });

  it.each([
    ["waits for its time", "critical", async () => undefined],
    ["pages nobody", "info", async () => undefined],
    ["ends its quiet period", "critical", endAlert],
    ["was acknowledged", "critical", acknowledge],
    ["was resolved", "critical", resolve],
  ] as const)("leaves one alone that %s", async (_, severity, happen) => {
    const { engine, database } = await begin(open, severity);
    await happen(engine);

    await auditIncidents(engine);

    expect(await dueTicks(database)).toBe(0);
    expect(await repairs(engine)).toBe(0);
  });

  it("leaves one alone that is looked at again and again because of a doubt", async () => {
    const { engine, database } = await begin(open, "critical", 3);
    await endAlert(engine, 3);
    const [incident] = await openIncidents(database.kysely, 1);
    if (incident === undefined) throw new Error("there is no open incident");
    await database.clock.advance(Duration.fromObject({ minutes: 20 }));
    await tick(engine, incident.id);

    await auditIncidents(engine);

    expect((await openIncidents(database.kysely, 1)).length).toBe(1);
    expect(await repairs(engine)).toBe(0);
  });
});

async function begin(
  open: () => Promise<TestDatabase>,
  severity: string,
  truncated = 0,
): Promise<{ readonly engine: Engine; readonly database: TestDatabase }> {
  const database = await open();
  const engine = createEngine(database);
  const body = alertsFromTest({ alertname: "Disk", fingerprint: "d1", severity });
  await deliver(engine, "prod", leavingOut(body, truncated));
  return { engine, database };
}

async function endAlert(engine: Engine, truncated = 0): Promise<void> {
  const body = alertsFromTest({ alertname: "Disk", fingerprint: "d1", status: "resolved" });
  await deliver(engine, "prod", leavingOut(body, truncated));
}

function leavingOut(body: Uint8Array, truncatedAlerts: number): Uint8Array {
  return Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), truncatedAlerts }));
}

async function acknowledge(engine: Engine): Promise<void> {
  await change(engine, { kind: "acknowledge", by: ANN });
}

async function resolve(engine: Engine): Promise<void> {
  await change(engine, { kind: "resolve", by: ANN, reason: "fixed" });
}

const ANN = { kind: "person", slackId: "U00000ANN", name: "Ann", person: "ann" } as const;

async function change(
  engine: Engine,
  command: ReturnType<Parameters<typeof changeIncident>[2]>,
): Promise<void> {
  for (const { id } of await openIncidents(engine.database.kysely, 1)) {
    await changeIncident(engine, id, () => command);
  }
}

async function dueTicks(database: TestDatabase): Promise<number> {
  const now = await database.clock.now();
  const jobs = await database.kysely
    .selectFrom("job")
    .select("id")
    .where("kind", "=", "tick")
    .where("run_at", "<=", now)
    .execute();
  return jobs.length;
}

async function repairs(engine: Engine): Promise<number> {
  const { values } = await engine.metrics.invariantRepairs.get();
  return values[0]?.value ?? 0;
}
