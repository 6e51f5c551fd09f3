import { sql } from "kysely";
import { expect, it } from "vitest";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import { createLogger } from "#telemetry/logger.ts";
import { alertsFromTest, type AlertInBody } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

async function store(database: TestDatabase, ...alerts: readonly AlertInBody[]): Promise<number> {
  return await storeDelivery(database, { source: "prod", body: alertsFromTest(...alerts) });
}

function alert(name: string, more: Partial<AlertInBody> = {}): AlertInBody {
  return { alertname: name, fingerprint: name, ...more };
}

type Told = { readonly delivery: number; readonly title: string };

/** Which delivery told which incident something. */
async function told({ kysely }: TestDatabase): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    select delivery_id::int as delivery, state ->> 'title' as title
    from delivery_incident join incident on incident.id = incident_id
    order by delivery_id, title`.execute(kysely);
  return rows;
}

async function statuses({ kysely }: TestDatabase): Promise<Readonly<Record<string, string>>> {
  const rows = await kysely.selectFrom("alert").select(["fingerprint", "status"]).execute();
  return Object.fromEntries(rows.map(({ fingerprint, status }) => [fingerprint, status]));
}

/** Works them off, and says what went wrong on the way. */
async function workOff(database: TestDatabase): Promise<readonly string[]> {
  const troubles: string[] = [];
  const logger = createLogger({
    level: "warn",
    destination: { write: (line: string) => troubles.push(line) },
  });
  await processDeliveries({ ...createEngine(database), logger });
  return troubles;
}

withDatabases("deliveries that wait together", (open) => {
  it("are each on record for the incidents that they told", async () => {
    const database = await open();
    const first = await store(database, alert("DiskFull"));
    const second = await store(database, alert("Slow"));

    expect(await workOff(database)).toEqual([]);

    expect(await told(database)).toEqual([
      { delivery: first, title: expect.stringContaining("DiskFull") },
      { delivery: second, title: expect.stringContaining("Slow") },
    ]);
    const waits = await database.kysely.selectFrom("awaited_page").select("accepted_at").execute();
    expect(waits).toHaveLength(2);
  });

  it("open incidents that are numbered as they came", async () => {
    const database = await open();
    const names = ["Slow", "DiskFull", "HighLatency"];
    for (const name of names) await store(database, alert(name));

    expect(await workOff(database)).toEqual([]);

    const titles = (await told(database)).map(({ title }) => title);
    const rows = await database.kysely
      .selectFrom("incident")
      .select("state")
      .orderBy("id")
      .execute();
    expect(titles).toEqual(names.map((name) => expect.stringContaining(name)));
    expect(rows.map(({ state }) => state)).toEqual(
      names.map((name) => expect.objectContaining({ title: expect.stringContaining(name) })),
    );
  });

  it("tell an incident and open another, each with the alerts that are its own", async () => {
    const database = await open();
    await store(database, alert("DiskFull", { fingerprint: "one" }));
    expect(await workOff(database)).toEqual([]);
    await store(database, alert("DiskFull", { fingerprint: "two" }));
    await store(
      database,
      alert("Slow", { fingerprint: "four" }),
      alert("Slow", { fingerprint: "three" }),
    );

    expect(await workOff(database)).toEqual([]);

    const { rows } = await sql`
      select incident.state #>> '{alerts,firing}' as told, array_agg(fingerprint order by fingerprint) as tied
      from incident join incident_alert on incident_id = id
      group by id order by id`.execute(database.kysely);
    expect(rows).toEqual([
      { told: "2", tied: ["one", "two"] },
      { told: "2", tied: ["four", "three"] },
    ]);
  });

  it("are heard in their order where they tell of the same alert", async () => {
    const database = await open();
    await store(database, alert("DiskFull"));
    await store(database, alert("DiskFull", { status: "resolved" }));
    await store(database, alert("Slow", { status: "resolved" }));
    await store(database, alert("Slow"));

    expect(await workOff(database)).toEqual([]);

    expect(await statuses(database)).toEqual({ DiskFull: "resolved", Slow: "firing" });
  });

  it("miss in a group only what its own last report leaves out", async () => {
    const database = await open();
    await store(database, alert("DiskFull", { fingerprint: "one" }));
    await store(
      database,
      alert("DiskFull", { fingerprint: "two" }),
      alert("DiskFull", { fingerprint: "three" }),
    );

    expect(await workOff(database)).toEqual([]);

    const missing = await database.kysely
      .selectFrom("alert")
      .select("fingerprint")
      .where("missing_since", "is not", null)
      .execute();
    expect(missing).toEqual([{ fingerprint: "one" }]);
  });
});
