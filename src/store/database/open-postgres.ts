import { PostgresDialect } from "kysely";
import { Client, type Pool, type PoolClient } from "pg";
import { DatabaseRefused } from "./database-refused.ts";
import type { OpenedDatabase } from "./database.ts";
import { createPool, type PoolOptions, replacingSpoilt } from "./postgres-pool.ts";

const oldestVersion = 150_000;
/** Slow queries and a storm of webhooks may hold all connections but those that are kept for pages. */
const connections = 12;
const connectionsForPages = 8;

/** Two pools on a PostgreSQL that is new enough and may be written to; anything else is refused in one line. */
export async function openPostgres(
  url: string,
  options: Omit<PoolOptions, "connections">,
): Promise<OpenedDatabase> {
  const place = describePlace(url);
  const pool = createPool(url, { ...options, connections });
  const replacing = replacingSpoilt(pool, options);
  try {
    const server = await askServer(replacing, place);
    refuseUnfit(server, place);
    if (!server.limited) options.logger.warn(unlimited);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const poolForPages = createPool(url, { ...options, connections: connectionsForPages });
  return {
    kind: "postgres",
    dialect: new PostgresDialect({ pool: replacing }),
    dialectForPages: new PostgresDialect({ pool: replacingSpoilt(poolForPages, options) }),
    release: async () => {},
  };
}

const unlimited =
  "the database does not end statements that take too long: set statement_timeout and lock_timeout for Muster's role, as docs/operating.md says of PgBouncer";

/** Names the server without the password; an address that cannot be read is never repeated. */
function describePlace(url: string): string {
  try {
    const { host, port, database } = new Client({ connectionString: url });
    if (!/^(postgres|postgresql|socket):/.test(url)) throw new TypeError("Not a PostgreSQL URL");
    return `${host}:${port}/${database ?? ""}`;
  } catch {
    // The original error carries the address, and with it the password.
    throw new DatabaseRefused(
      "address",
      "DATABASE_URL is not a PostgreSQL address (expected postgres://user:password@host:5432/name).",
    );
  }
}

function refuseUnfit(server: ServerFacts, place: string): void {
  if (server.version < oldestVersion) {
    throw new DatabaseRefused(
      "version",
      `PostgreSQL at ${place} is version ${server.name}; Muster needs 15 or newer.`,
    );
  }
  if (server.read_only) {
    throw new DatabaseRefused(
      "read_only",
      `PostgreSQL at ${place} is read-only (a standby?); Muster needs the primary.`,
    );
  }
}

interface ServerFacts {
  readonly version: number;
  readonly name: string;
  readonly read_only: boolean;
  /** Whether it heeds the limits that we ask for. */
  readonly limited: boolean;
}

async function askServer(pool: Pick<Pool, "connect">, place: string): Promise<ServerFacts> {
  try {
    const client = await pool.connect();
    return await readFacts(client).finally(() => client.release());
  } catch (error) {
    const reason = error instanceof Error ? explain(error) : String(error);
    throw new DatabaseRefused("unreachable", `Cannot use PostgreSQL at ${place}: ${reason}.`);
  }
}

async function readFacts(client: PoolClient): Promise<ServerFacts> {
  const { rows } = await client.query<ServerFacts>(`
    select current_setting('server_version_num')::int as version,
      current_setting('server_version') as name,
      pg_is_in_recovery() or current_setting('transaction_read_only')::bool as read_only,
      current_setting('statement_timeout') <> '0' as limited`);
  const [facts] = rows;
  if (facts === undefined) throw new Error("it answered nothing");
  return facts;
}

/** Node says nothing by itself when every address of a host refused. */
function explain(error: Error): string {
  const { message } = error;
  if (message.startsWith("unsupported startup parameter")) {
    return `${message} (name it in PgBouncer's ignore_startup_parameters; docs/operating.md has all of them)`;
  }
  if (message !== "") return message;
  return "code" in error ? String(error.code) : error.name;
}
