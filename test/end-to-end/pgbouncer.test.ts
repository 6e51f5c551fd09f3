import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { Client } from "pg";
import { expect, it, onTestFinished } from "vitest";
import { openMigrated } from "#app/app.ts";
import { type Environment, readEnvironment } from "#config/environment.ts";
import { type Database, openDatabase } from "#store/database/database.ts";
import { pendingMigrations } from "#store/database/migrate.ts";
import { silent } from "#test/support/database-template.ts";
import { type TestDatabase, withEmptyPostgres, withPostgres } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster } from "#test/support/muster.ts";
import { freePort } from "#test/support/process.ts";

const PROGRAM = "/usr/sbin/pgbouncer";
const isMissing = !existsSync(PROGRAM);
if (isMissing) noticeMissing();
const IGNORED = "statement_timeout,lock_timeout,idle_in_transaction_session_timeout";

withPostgres("behind PgBouncer, which shares connections between transactions,", (open) => {
  it.skipIf(isMissing)(
    "an alert pages, is acknowledged and resolved",
    { tags: ["F46"] },
    async () => {
      const direct = await open();
      const { url } = await startPgBouncer(direct, IGNORED);
      const behind = await connect(url);
      const muster = await startMuster({ ...behind, clock: direct.clock, url });
      onTestFinished(muster.stop);
      const ann = muster.slack.person("ann");

      expect(await muster.alert({ alertname: "HighLatency" })).toBe(200);
      await muster.settle();
      await ann.press("acknowledge");
      await muster.settle();
      expect(await muster.alert({ alertname: "HighLatency", resolved: true })).toBe(200);
      await muster.settle();

      expect((await ann.pages()).map(({ text }) => text)).toEqual([
        expect.stringContaining("HighLatency is wrong"),
      ]);
    },
  );

  it.skipIf(isMissing)("what it must ignore is said", { tags: ["F46"] }, async () => {
    const { url } = await startPgBouncer(await open(), "extra_float_digits");

    await expect(openDatabase({ url, dataDir: "", logger: silent })).rejects.toThrow(
      "name it in PgBouncer's ignore_startup_parameters",
    );
  });
});

withEmptyPostgres("an address for migrations beside that of PgBouncer", (open) => {
  it.skipIf(isMissing)(
    "is used by migrations alone, which PgBouncer's would refuse",
    { tags: ["F46"] },
    async () => {
      const direct = await open();
      const { url } = await startPgBouncer(direct, IGNORED, "set role pg_read_all_data");
      await expect(openMigrated(environmentOf({ DATABASE_URL: url }), silent)).rejects.toThrow(
        /^Migration .* failed/,
      );

      const both = { DATABASE_URL: url, DATABASE_MIGRATION_URL: direct.url ?? "" };
      const behind = await openMigrated(environmentOf(both), silent);
      onTestFinished(behind.close);

      const { rows } = await sql`select current_user as role`.execute(behind.kysely);
      expect(rows).toEqual([{ role: "pg_read_all_data" }]);
      expect(await pendingMigrations(direct)).toEqual([]);
    },
  );
});

function environmentOf(more: Readonly<Record<string, string>>): Environment {
  const read = readEnvironment({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", ...more });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function noticeMissing(): void {
  const message = "PgBouncer tests need it: install Debian's pgbouncer";
  if (process.env["CI"] === "true") throw new Error(message);
  process.stderr.write(`Skipped: ${message}.\n`);
}

async function connect(url: string): Promise<Database> {
  const database = await openDatabase({ url, dataDir: "", logger: silent });
  onTestFinished(database.close);
  return database;
}

/** It refuses to run as root. What each of its connections begins with may be given. */
async function startPgBouncer(
  { url }: TestDatabase,
  ignored: string,
  beginning = "select 1",
): Promise<{ readonly url: string }> {
  const { host: place, port, user, database } = new Client({ connectionString: url ?? "" });
  // The folder of a socket is its owner's alone.
  const host = place.startsWith("/") ? "127.0.0.1" : place;
  const folder = mkdtempSync(path.join(tmpdir(), "muster-pgbouncer-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const own = await freePort();
  const settings = path.join(folder, "pgbouncer.ini");
  writeFileSync(
    settings,
    `[databases]
${database} = host=${host} port=${port} user=${user} connect_query='${beginning}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
ignore_startup_parameters = ${ignored}
`,
  );
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, 65_534, 65_534);
  const child: ChildProcess = spawn(PROGRAM, ["-q", settings], {
    cwd: folder,
    stdio: "ignore",
    ...(isRoot && { uid: 65_534, gid: 65_534 }),
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  const address = `postgres://${user}@127.0.0.1:${own}/${database}`;
  await eventually(() => reach(own));
  return { url: address };
}

async function reach(port: number): Promise<void> {
  const socket = createConnection({ host: "127.0.0.1", port });
  await once(socket, "connect");
  socket.destroy();
}
