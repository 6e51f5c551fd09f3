import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { onTestFinished } from "vitest";
import {
  databaseUrl,
  makePostgresTemplate,
  templateName,
} from "#test/support/database-template.ts";
import { createOwnServer } from "#test/support/postgres-server.ts";

/** A PostgreSQL that syncs each commit to the disk, as one that people rely on does, and has run for a while. */
export type DurablePostgres = {
  /** A migrated, empty database of Muster. */
  readonly url: string;
  /** Transactions per second of this statement, which pgbench prepares once in each of so many connections. */
  readonly pgbench: (statement: string, options: Pgbench) => Promise<number>;
  readonly query: (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
};

type Pgbench = { readonly connections: number; readonly seconds: number };

const DURABLE = {
  fsync: "on",
  full_page_writes: "on",
  wal_level: "replica",
  shared_buffers: "128MB",
  max_wal_size: "4GB",
  min_wal_size: "2GB",
};

/** Of 16 MB each; the server keeps them for use again as long as they fit into min_wal_size. */
const LOG_FILES = 96;

export async function startDurablePostgres(): Promise<DurablePostgres> {
  const server = await createOwnServer();
  if (server === null)
    throw new Error("PostgreSQL's programs are needed: install Debian's postgresql");
  onTestFinished(server.remove);
  await server.start(DURABLE);
  await makePostgresTemplate(server.url);
  const url = databaseUrl(server.url, templateName);
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await makeLogFiles(client);
  return {
    url,
    query: async (statement) => (await client.query<Record<string, unknown>>(statement)).rows,
    pgbench: (statement, options) =>
      runPgbench(path.join(server.bin, "pgbench"), url, { statement, ...options }),
  };
}

/** A young server makes each file of its log while commits wait for it; one that has run for a while uses them again. */
async function makeLogFiles(client: Client): Promise<void> {
  for (let nth = 0; nth < LOG_FILES; nth += 1) {
    await client.query("select pg_logical_emit_message(false, 'file', '')");
    await client.query("select pg_switch_wal()");
  }
  await client.query("checkpoint");
}

async function runPgbench(
  program: string,
  url: string,
  { statement, connections, seconds }: Pgbench & { readonly statement: string },
): Promise<number> {
  const { host, port, database } = new Client({ connectionString: url });
  const running = promisify(execFile)(program, [
    "--no-vacuum",
    "--protocol=prepared",
    "--file=-",
    "--jobs=2",
    "--username=postgres",
    `--client=${connections}`,
    `--time=${seconds}`,
    `--host=${host}`,
    `--port=${port}`,
    database ?? "",
  ]);
  running.child.stdin?.end(`${statement};\n`);
  const { stdout } = await running;
  const tps = /^tps = ([\d.]+) \(without/m.exec(stdout)?.[1];
  if (tps === undefined) throw new Error(`pgbench said no rate: ${stdout}`);
  return Number(tps);
}

/** What Muster still has to do of its own turn must not fall into the others': no delivery and no job waits any more. */
export async function untilWorkedOff({ query }: DurablePostgres): Promise<void> {
  for (;;) {
    const [row] = await query(
      `select (select count(*) from delivery where processed_at is null)
        + (select count(*) from job where run_at <= now()) as left`,
    );
    if (row?.["left"] === "0") return;
    await wait(20);
  }
}
