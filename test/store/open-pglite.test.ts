import { randomUUID } from "node:crypto";
import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Database, openDatabase } from "#store/database/database.ts";
import { pendingMigrations } from "#store/database/migrate.ts";
import { copyMigratedSeed, hashFiles } from "#store/database/migrated-seed.ts";
import { openDurably } from "#store/database/open-pglite.ts";
import { copyKept, copySeed } from "#store/database/pglite-seed.ts";
import { createSyncingFs } from "#store/database/syncing-fs.ts";
import { silent } from "#test/support/database-template.ts";
import { startWriter } from "#test/support/pglite-writer.ts";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-pglite-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

function open(dataDir: string): Promise<Database> {
  return openDatabase({ dataDir, logger: silent });
}

/** Opens and closes, and returns why it would not. */
async function refusalOf(dataDir: string): Promise<string> {
  const error: unknown = await open(dataDir).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message : "it was opened";
}

/** Everything in a folder, with size and time of change. */
async function listing(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  const facts = entries.map(async (entry) => {
    const { size, mtimeMs } = await stat(path.join(folder, entry));
    return `${entry} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(facts)).toSorted();
}

const KEPT = path.resolve(import.meta.dirname, "../../node_modules/.cache/muster");

/** One that nobody else has, and the way to remove what is kept under it. */
function keptName(): readonly [string, () => Promise<void>] {
  const name = `test-${randomUUID()}`;
  return [name, () => rm(path.join(KEPT, name), { recursive: true, force: true })];
}

async function tablesWithRows(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(
    database.kysely,
  );
  const filled: string[] = [];
  for (const { name } of rows) {
    const found = await sql`select 1 from ${sql.table(name)} limit 1`.execute(database.kysely);
    if (found.rows.length > 0) filled.push(name);
  }
  return filled;
}

describe("the embedded database", () => {
  it("keeps what was committed and can be opened again", async () => {
    const dataDir = path.join(await emptyFolder(), "deep", "data");
    const first = await open(dataDir);
    await sql`create table kept as select 'yes' as word`.execute(first.kysely);
    await first.close();

    const second = await open(dataDir);
    onTestFinished(second.close);

    const { rows } = await sql`select word from kept`.execute(second.kysely);
    expect(rows).toEqual([{ word: "yes" }]);
    const { rows: settings } = await sql`
      select name, setting from pg_settings
      where name in ('fsync', 'synchronous_commit', 'wal_sync_method', 'full_page_writes')
      order by name`.execute(second.kysely);
    expect(settings).toEqual([
      { name: "fsync", setting: "on" },
      { name: "full_page_writes", setting: "on" },
      { name: "synchronous_commit", setting: "on" },
      { name: "wal_sync_method", setting: "fsync" },
    ]);
  });

  it("syncs once for each commit and not for reads", async () => {
    const folder = await emptyFolder();
    await copySeed(folder);
    const { pglite, countSyncs } = await openDurably(folder, silent);
    onTestFinished(() => pglite.close());
    await pglite.exec("create table t (x int)");
    const before = countSyncs();

    for (let row = 0; row < 50; row += 1) await pglite.query("insert into t values ($1)", [row]);
    const afterWrites = countSyncs();
    for (let row = 0; row < 50; row += 1) await pglite.query("select count(*) from t");

    expect(afterWrites - before).toBe(50);
    expect(countSyncs()).toBe(afterWrites);
  });

  it("refuses to work when a commit is not synced", async () => {
    const folder = await emptyFolder();
    await copySeed(folder);

    const opening = openDurably(folder, silent, (root, onFailure) => ({
      ...createSyncingFs(root, onFailure),
      countSyncs: () => 0,
    }));

    await expect(opening).rejects.toMatchObject({ name: "DatabaseRefused", code: "not_durable" });
  });

  it("begins again when its first start was cut short", async () => {
    const dataDir = await emptyFolder();
    const folder = path.join(dataDir, "database");
    await mkdir(folder);
    await copySeed(folder);
    await rm(path.join(folder, "global"), { recursive: true });
    await writeFile(`${folder}.unfinished`, "");

    expect(await refusalOf(dataDir)).toBe("it was opened");
    expect(existsSync(`${folder}.unfinished`)).toBe(false);
  });
});

describe("what a first start begins with", () => {
  it("is up to date, and holds no rows but the list of its migrations", async () => {
    const dataDir = await emptyFolder();

    const database = await openDatabase({
      dataDir,
      logger: silent,
      seed: (folder) => copyMigratedSeed(folder, silent),
    });
    onTestFinished(database.close);

    expect(await pendingMigrations(database)).toEqual([]);
    expect(await tablesWithRows(database)).toEqual(["kysely_migration", "kysely_migration_lock"]);
  });

  it("is made once, and copied from then on", async () => {
    const [name, clear] = keptName();
    onTestFinished(clear);
    const made: string[] = [];
    async function make(folder: string): Promise<void> {
      made.push(folder);
      await mkdir(path.join(folder, "base"));
      await writeFile(path.join(folder, "base", "1"), "one");
    }

    for (const folder of [await emptyFolder(), await emptyFolder()]) {
      await copyKept({ name, make }, folder);
      expect(await readFile(path.join(folder, "base", "1"), "utf8")).toBe("one");
    }

    expect(made).toHaveLength(1);
  });

  it("leaves nothing behind that was not made to its end", async () => {
    const [name] = keptName();
    const failing = { name, make: () => Promise.reject(new Error("no room")) };

    await expect(copyKept(failing, await emptyFolder())).rejects.toThrow("no room");

    expect(globSync(`${KEPT}/${name}*`)).toEqual([]);
  });

  it("is made anew when what is kept is damaged", async () => {
    const dataDir = await emptyFolder();

    const database = await openDatabase({
      dataDir,
      logger: silent,
      seed: async (folder) => {
        await copySeed(folder);
        await rm(path.join(folder, "global", "pg_control"));
      },
    });
    onTestFinished(database.close);

    expect(await tablesWithRows(database)).toEqual([]);
    expect(existsSync(path.join(dataDir, "database.unfinished"))).toBe(false);
  });

  it("is another one where the migrations are others", async () => {
    const folder = await emptyFolder();
    const hashes = [await hashFiles(folder)];
    for (const [name, content] of [
      ["1.ts", "one"],
      ["1.ts", "changed"],
      ["2.ts", "changed"],
    ] as const) {
      await writeFile(path.join(folder, name), content);
      hashes.push(await hashFiles(folder));
    }

    expect(new Set(hashes).size).toBe(4);
    expect(await hashFiles(folder)).toBe(hashes.at(-1));
  });
});

describe("the lock of the data folder", () => {
  it(
    "refuses another process and names the one that holds it, until that dies",
    { tags: ["F17"] },
    async () => {
      const dataDir = await emptyFolder();
      const writer = await startWriter(dataDir);

      expect(await refusalOf(dataDir)).toBe(
        `Another Muster (process ${writer.pid}) uses ${dataDir}: stop it first, or give both a PostgreSQL in DATABASE_URL.`,
      );

      await writer.wrote(5);
      await writer.kill();
      expect(await refusalOf(dataDir)).toBe("it was opened");
    },
  );

  it(
    "refuses a second opening in the same process, and leaves the first at work",
    { tags: ["F17"] },
    async () => {
      const dataDir = await emptyFolder();
      const first = await open(dataDir);

      expect(await refusalOf(dataDir)).toContain(`Another Muster (process ${process.pid})`);

      await sql`create table still_works ()`.execute(first.kysely);
      await first.close();
      expect(await refusalOf(dataDir)).toBe("it was opened");
    },
  );
});

describe("a folder that cannot be used", () => {
  it.each<[string, (folder: string) => Promise<void>, string]>([
    [
      "of another version",
      (folder) => writeFile(path.join(folder, "PG_VERSION"), "17\n"),
      "it was written by PostgreSQL 17, not 18",
    ],
    [
      "without its version",
      (folder) => rm(path.join(folder, "PG_VERSION")),
      "it is not a complete database",
    ],
    [
      "without its control file",
      (folder) => rm(path.join(folder, "global", "pg_control")),
      "it is not a complete database",
    ],
    [
      "with a cut control file",
      (folder) => writeFile(path.join(folder, "global", "pg_control"), "short"),
      "it is not a complete database",
    ],
  ])("%s is refused and left as it is", { tags: ["I65"] }, async (_, damage, reason) => {
    const dataDir = await emptyFolder();
    const folder = path.join(dataDir, "database");
    await mkdir(folder);
    await copySeed(folder);
    await damage(folder);
    const before = await listing(folder);

    expect(await refusalOf(dataDir)).toBe(
      `The embedded database in ${folder} cannot be used: ${reason}. It was left as it is; restore a backup or move it away.`,
    );
    expect(await listing(folder)).toEqual(before);
  });

  it("whose log was lost is refused in the same words", { tags: ["I65"] }, async () => {
    const dataDir = await emptyFolder();
    const folder = path.join(dataDir, "database");
    await mkdir(folder);
    await copySeed(folder);
    await rm(path.join(folder, "pg_wal"), { recursive: true });

    expect(await refusalOf(dataDir)).toContain("PGlite could not open it");
  });

  it("because a file is in its place is refused in one line", { tags: ["I65"] }, async () => {
    const dataDir = path.join(await emptyFolder(), "file");
    await writeFile(dataDir, "precious");

    expect(await refusalOf(dataDir)).toMatch(/^Cannot use the folder .*: EEXIST: .*\.$/);
    expect(await readFile(dataDir, "utf8")).toBe("precious");
  });
});
