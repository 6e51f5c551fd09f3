import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { createOwnServer, type OwnServer } from "#test/support/postgres-server.ts";

/** PostgreSQL alone, without any of us; each time in milliseconds, to the first answer. */
export type BarePostgres = {
  /** From nothing: initdb, start, a query. */
  readonly cold: () => Promise<number>;
  /** The start of what was shut down in order, and a query. */
  readonly warm: () => Promise<number>;
};

const DURABLE = { fsync: "on", full_page_writes: "on" };

export const barePostgres: BarePostgres = {
  cold: async () => {
    const begin = performance.now();
    const server = await create();
    await startAndAsk(server);
    const took = performance.now() - begin;
    await server.remove();
    return took;
  },
  warm: async () => {
    const server = await create();
    await startAndAsk(server);
    await shutDown(server);
    const begin = performance.now();
    await startAndAsk(server);
    const took = performance.now() - begin;
    await server.remove();
    return took;
  },
};

async function create(): Promise<OwnServer> {
  const server = await createOwnServer();
  if (server === null)
    throw new Error("PostgreSQL's programs are needed: install Debian's postgresql");
  return server;
}

async function startAndAsk(server: OwnServer): Promise<void> {
  await server.start(DURABLE);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query("select 1");
  await client.end();
}

/** In order, as `pg_ctl stop` does it; whoever ends it otherwise has it recover at the next start. */
async function shutDown({ data, crash }: OwnServer): Promise<void> {
  const file = path.join(data, "postmaster.pid");
  process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGINT");
  while (existsSync(file)) await wait(20);
  await crash();
}
