import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { backUp } from "#store/backup/backup-file.ts";
import { restoreBackup } from "#store/backup/restore-backup.ts";
import { readTables } from "#store/backup/tables.ts";
import type { Database } from "#store/database/database.ts";
import { verifyTimelines } from "#store/incident/verify-timelines.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { silent } from "#test/support/database-template.ts";
import { type TestDatabase, withDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { claim, finishAll, take, worker } from "#test/support/outbox.ts";

const OPTIONS = { logger: silent, onProgress: () => undefined };

async function freshFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-backup-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return path.join(folder, "muster.backup");
}

async function fire(database: Database, alertname: string): Promise<void> {
  const body = alertsFromTest({ alertname, fingerprint: alertname });
  await deliver(createEngine(database), "prod", body);
}

/** An incident whose page was sent, one whose page still waits, and what else a text can hold. */
async function fill(database: TestDatabase): Promise<void> {
  await fire(database, "Sent");
  const { kysely } = database;
  await finishAll(database, await take(database));
  await sql`update page set state = 'sent', settled_at = muster_now()`.execute(kysely);
  await fire(database, "Waiting");
  await sql`
    insert into contact (person, way, address, slack_id)
    values ('ann', 'email', ${'"\\\n,{}\u2028é😀'}, 'U1')`.execute(kysely);
  await sql`
    insert into task (incident_id, number, type, text, state, owners)
    values (1, 1, 'task', 't', 'open', ${["a,b", '"']})`.execute(kysely);
  await sql`update incident set merged_into = 2 where id = 1`.execute(kysely);
  await sql`update incident set merged_into = 1 where id = 2`.execute(kysely);
  await sql`insert into lane (name, ready_at) values ('x:y', 'infinity')`.execute(kysely);
  await sql`insert into budget_day values ('o', '2026-01-02', 0.1, null, null, muster_now())`.execute(
    kysely,
  );
  await sql`
    insert into postmortem_document (incident_id, title, markdown, kept_at)
    values (1, 'Disks', 'were full', muster_now())`.execute(kysely);
}

async function takenFrom(source: TestDatabase, name: string): Promise<Buffer> {
  await fill(source);
  await backUp(source, name, () => undefined);
  expect((await stat(name)).mode & 0o777).toBe(0o600);
  return await readFile(name);
}

/** As if it had been written so. */
function resealed(text: string): string {
  const content = text.slice(0, text.lastIndexOf('{"kind":"end"'));
  const sha256 = createHash("sha256").update(content).digest("hex");
  return `${content}${JSON.stringify({ kind: "end", sha256 })}\n`;
}

/** All that is there, also what the database itself works out of it. */
async function contentOf({ kysely }: Database): Promise<Record<string, readonly unknown[]>> {
  const content: Record<string, readonly unknown[]> = {};
  for (const { name } of await readTables(kysely)) {
    const { rows } = await sql`
      select item::text as text from ${sql.table(name)} as item order by 1`.execute(kysely);
    if (rows.length > 0) content[name] = rows;
  }
  return content;
}

async function incidentsOf({ kysely }: Database): Promise<readonly unknown[]> {
  return await kysely.selectFrom("incident").select("id").orderBy("id").execute();
}

async function constraintsOf({ kysely }: Database): Promise<unknown> {
  const { rows } = await sql`
    select conname, pg_get_constraintdef(oid) as definition, convalidated from pg_constraint
    where connamespace = 'public'::regnamespace
    union all select tgname, tgenabled::text, true from pg_trigger where not tgisinternal
    order by 1, 2`.execute(kysely);
  return rows;
}

withDatabases("a backup", (openFirst) => {
  withDatabases("restored", (openSecond) => {
    it(
      "has every row, a whole chain, and only the page waits that was not sent before",
      { tags: ["F56"] },
      async ({ annotate }) => {
        const file = await freshFile();
        const first = await openFirst();
        await fill(first);
        const before = await contentOf(first);
        const header = await backUp(first, file, () => undefined);
        const second = await openSecond();
        expect(await contentOf(second)).toEqual({});
        const shape = await constraintsOf(second);

        await restoreBackup(second, file, OPTIONS);

        expect(await contentOf(second)).toEqual(before);
        expect(await constraintsOf(second)).toEqual(shape);
        expect((await verifyTimelines(second, () => undefined)).faults).toEqual([]);
        const held = await take(second);
        expect(held.jobs.map(({ payload }) => payload)).toEqual([{ page: 2 }]);
        await finishAll(second, held);
        expect(await claim(second, worker)).toBeNull();
        await fire(second, "Next");
        expect(await incidentsOf(second)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
        expect((await verifyTimelines(second, () => undefined)).faults).toEqual([]);
        const rows = Object.values(header.counts).reduce((sum, count) => sum + count, 0);
        await annotate(`${rows} rows back, 0 differ`, "measured");
      },
    );
  });
});

withDatabase("a backup that cannot be used", (open) => {
  let database: TestDatabase;
  let kept: Buffer | null = null;
  let file = "";
  beforeEach(async () => {
    file = await freshFile();
    database = await open();
    kept ??= await takenFrom(database, file);
    database = await open();
    await writeFile(file, kept, { mode: 0o600 });
  });

  async function rewrite(change: (text: string) => string): Promise<void> {
    await writeFile(file, gzipSync(change(gunzipSync(await readFile(file)).toString())));
  }

  it.each<[string, (name: string) => Promise<void>, string]>([
    ["cut", async (name) => writeFile(name, (await readFile(name)).subarray(0, -40)), "was cut"],
    [
      "cut at a line",
      () => rewrite((text) => text.slice(0, text.lastIndexOf('{"kind":"end"'))),
      "its end is missing",
    ],
    [
      "changed",
      () => rewrite((text) => text.replace("Waiting", "Waitins")),
      "it was changed after",
    ],
    ["added to", () => rewrite((text) => `${text}[]\n`), "added behind its end"],
    ["no backup", (name) => writeFile(name, "hello"), "it is none"],
    ["of no rows", () => rewrite(() => ""), "its end is missing"],
    [
      "of another format",
      () => rewrite((text) => text.replace('"format":1', '"format":9')),
      "its format is 9",
    ],
    ["gone", (name) => rm(name), "no such file"],
  ])("is refused when it is %s, and nothing is written", async (_, spoil, reason) => {
    await spoil(file);

    await expect(restoreBackup(database, file, OPTIONS)).rejects.toThrow(reason);

    expect(await contentOf(database)).toEqual({});
  });

  it("is refused by a database that is not empty", async () => {
    await fire(database, "Here");
    const before = await contentOf(database);

    await expect(restoreBackup(database, file, OPTIONS)).rejects.toThrow("is not empty");

    expect(await contentOf(database)).toEqual(before);
  });

  it("is refused by a Muster that is older than the one that took it", async () => {
    await rewrite((text) => resealed(text.replace('"0028-', '"9999-later","0028-')));

    await expect(restoreBackup(database, file, OPTIONS)).rejects.toThrow("a newer Muster (9999-");
  });

  it("is refused by a database that was made by a later Muster", async () => {
    await rewrite((text) => resealed(text.replace(/,"0028-[^"]*"/, "")));

    await expect(restoreBackup(database, file, OPTIONS)).rejects.toThrow("a later version");
  });

  it("never takes the place of another file", async () => {
    await expect(backUp(database, file, () => undefined)).rejects.toThrow("is there already");
  });
});
