import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { FileMigrationProvider } from "kysely/migration";
import { expect, it, onTestFinished } from "vitest";
import { MUSTER } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Database } from "#store/database/database.ts";
import { migrate, pendingMigrations } from "#store/database/migrate.ts";
import { appendTimeline } from "#store/incident/timeline.ts";
import { at } from "#test/support/build.ts";
import { runMuster } from "#test/support/cli.ts";
import { silent } from "#test/support/database-template.ts";
import { withEmptyPostgres } from "#test/support/database.ts";

async function freshFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(tmpdir(), "muster-backup-"));
  onTestFinished(() => fs.rm(folder, { recursive: true }));
  return folder;
}

/** As an older Muster left it: an incident with two lines. */
async function fillOld(database: Database): Promise<void> {
  const migrationFolder = path.join(import.meta.dirname, "../../migrations");
  const all = await new FileMigrationProvider({ fs, path, migrationFolder }).getMigrations();
  const former = Object.entries(all).filter(([name]) => name < "0015");
  const provider = { getMigrations: async () => Object.fromEntries(former) };
  await migrate(database, { logger: silent, provider });
  await sql`
    insert into incident (id, key, service, status, severity, opened_at, state)
    values (7, 'k', 'payments', 'triggered', 'SEV2', ${at("10:00")}, '{}')`.execute(
    database.kysely,
  );
  const entry = { at: at("10:00"), by: MUSTER, event: { kind: "resolved", reason: "x" } } as const;
  const incident = { id: IncidentId.parse(7) };
  await database.transaction((tx) => appendTimeline(tx, [{ incident, entries: [entry, entry] }]));
}

withEmptyPostgres("muster backup and muster restore", (open) => {
  it("carry an older database over into a new one, which is then up to date", async () => {
    const folder = await freshFolder();
    const old = await open();
    await fillOld(old);
    const next = await open();
    const there = { DATABASE_URL: next.url ?? "" };

    const taken = await runMuster(folder, ["backup", "b"], { DATABASE_URL: old.url ?? "" });
    const restored = await runMuster(folder, ["restore", "b"], there);
    const again = await runMuster(folder, ["restore", "b"], there);

    expect(taken).toMatchObject({ code: 0, err: "" });
    expect(taken.out).toMatch(/^b: 1 incident, 4 rows in all, \d+ bytes\n$/);
    expect(restored).toMatchObject({ code: 0, err: "" });
    expect(restored.out).toMatch(/^restored as of .*Z: 1 timeline with 2 lines verified\n$/);
    expect(await pendingMigrations(next)).toEqual([]);
    expect(again).toMatchObject({ code: 1, out: "" });
    expect(again.err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("say in one line what they cannot do", async () => {
    const folder = await freshFolder();
    const database = await open();
    const there = { DATABASE_URL: database.url ?? "" };
    const file = path.join(folder, "b");
    await fs.writeFile(file, "hello");

    const empty = await runMuster(folder, ["backup", "new"], there);
    const noFile = await runMuster(folder, ["restore", "b"], there);
    const unnamed = await runMuster(folder, ["backup"], there);

    expect(empty).toEqual({ code: 1, out: "", err: "The database is empty: nothing to keep.\n" });
    expect(noFile).toEqual({
      code: 1,
      out: "",
      err: "Cannot use b as a backup: it is none, or was changed.\n",
    });
    expect(unnamed.code).toBe(2);
    expect(await fs.readdir(folder)).toEqual(["b"]);
  });
});
