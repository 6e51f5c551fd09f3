import fs from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { FileMigrationProvider } from "kysely/migration";
import { beforeEach, expect, it } from "vitest";
import { MUSTER } from "#domain/actor.ts";
import { type IncidentEvent, IncidentId } from "#domain/incident/incident.ts";
import type { Connection, Database } from "#store/database/database.ts";
import { migrate } from "#store/database/migrate.ts";
import { appendTimeline } from "#store/incident/timeline.ts";
import { type TimelineFault, verifyTimelines } from "#store/incident/verify-timelines.ts";
import { at } from "#test/support/build.ts";
import { silent } from "#test/support/database-template.ts";
import { type TestDatabase, withDatabases, withEmptyDatabases } from "#test/support/database.ts";

const [ONE, TWO] = [IncidentId.parse(1), IncidentId.parse(2)];

async function openIncidents(connection: Connection): Promise<void> {
  for (const id of [ONE, TWO]) {
    await sql`
      insert into incident (id, key, service, status, severity, opened_at, state)
      values (${id}, ${`k${id}`}, 'payments', 'triggered', 'SEV2', ${at("10:00")}, '{}')`.execute(
      connection,
    );
  }
}

async function tell(database: Database, id: IncidentId, ...reasons: readonly string[]) {
  const events = reasons.map((reason): IncidentEvent => ({ kind: "resolved", reason }));
  const entries = events.map((event) => ({ at: at("10:00"), by: MUSTER, event }));
  await database.transaction((tx) => appendTimeline(tx, [{ incident: { id }, entries }]));
}

async function faults(database: Database): Promise<readonly TimelineFault[]> {
  return (await verifyTimelines(database, () => undefined)).faults;
}

withDatabases("the chain of a timeline", (open) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await open();
    await openIncidents(database.kysely);
    await tell(database, ONE, "a", "b");
    await tell(database, TWO, "x", "y", "z");
    await tell(database, ONE, "c");
  });

  it("is whole when nobody has touched it", async () => {
    expect(await verifyTimelines(database, () => undefined)).toEqual({
      incidents: 2,
      lines: 6,
      faults: [],
    });
  });

  it.each([
    ["words", "update timeline set event = '{}' where event ->> 'reason' = 'b'", 2],
    ["a time", "update timeline set at = at + interval '1 us' where event ->> 'reason' = 'a'", 1],
    ["who did it", "update timeline set actor = '{}' where event ->> 'reason' = 'c'", 3],
    ["a line that is gone", "delete from timeline where event ->> 'reason' = 'b'", 2],
    ["a first line that is gone", "delete from timeline where event ->> 'reason' = 'a'", 1],
    ["a last line that is gone", "delete from timeline where event ->> 'reason' = 'c'", null],
    ["a whole timeline that is gone", "delete from timeline where incident_id = 1", null],
    [
      "a line of another incident",
      "update timeline set incident_id = 1 where event ->> 'reason' = 'x'",
      3,
    ],
  ])("shows %s", async (_, tampering, line) => {
    await database.transaction(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql.raw(tampering).execute(tx);
    });

    expect(await faults(database)).toContainEqual({ incident: ONE, line });
  });
});

withEmptyDatabases("the chain of a timeline from before there was one", (open) => {
  it("begins with the first line", async () => {
    const database = await open();
    const migrationFolder = path.join(import.meta.dirname, "../../migrations");
    const all = await new FileMigrationProvider({ fs, path, migrationFolder }).getMigrations();
    const former = Object.entries(all).filter(([name]) => name < "0013");
    const provider = { getMigrations: async () => Object.fromEntries(former) };
    await migrate(database, { logger: silent, provider });
    await openIncidents(database.kysely);
    await tell(database, ONE, "a", "b");
    await tell(database, TWO, "x");

    await migrate(database, { logger: silent });
    await tell(database, ONE, "c");

    expect(await verifyTimelines(database, () => undefined)).toMatchObject({
      lines: 4,
      faults: [],
    });
  });
});
