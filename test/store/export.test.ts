import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { exportInto } from "#store/backup/export-folder.ts";
import { SECRETS } from "#store/backup/export-tables.ts";
import { readTables } from "#store/backup/tables.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabase } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

withDatabase("an export", (open) => {
  it("has a file of JSON lines for each table, and no secret", async () => {
    const database = await open();
    const { kysely } = database;
    await deliver(
      createEngine(database),
      "prod",
      alertsFromTest({ alertname: "DiskFull", fingerprint: "a" }),
    );
    await sql`insert into calendar (owner, secret, hash) values ('ann', 'OPENS-IT', 'OPENS-TOO')`.execute(
      kysely,
    );
    const parent = await mkdtemp(path.join(tmpdir(), "muster-export-"));
    onTestFinished(() => rm(parent, { recursive: true }));
    const folder = path.join(parent, "new");

    const { rows } = await exportInto(database, folder);

    const tables = (await readTables(kysely)).map(({ name }) => name);
    const files = await readdir(folder);
    expect(files.toSorted()).toEqual(
      [...tables.map((name) => `${name}.jsonl`), "export.json"].toSorted(),
    );
    const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), "utf8")));
    expect(texts.join("")).not.toContain("OPENS");
    const incidents = await readFile(path.join(folder, "incident.jsonl"), "utf8");
    expect(JSON.parse(incidents)).toMatchObject({ id: 1, service: "checkout" });
    expect(rows).toMatchObject({ incident: 1, calendar: 1, contact: 0 });
    await expect(exportInto(database, folder)).rejects.toThrow("is not empty");
  });

  it("leaves out every column that sounds like a secret", async () => {
    const { kysely } = await open();
    const sounding = (await readTables(kysely)).flatMap(({ name, columns }) =>
      columns
        .filter((column) => /secret|token|hash|password/.test(column.name))
        .map((column) => `${name}.${column.name}`),
    );

    const leftOut = Object.entries(SECRETS).flatMap(([name, columns]) =>
      columns.map((column) => `${name}.${column}`),
    );
    // The seal of a line and the fence of a lease open nothing.
    const harmless = ["lane.token", "timeline.hash", "timeline_end.hash"];
    expect(sounding.toSorted()).toEqual([...leftOut, ...harmless].toSorted());
  });
});
