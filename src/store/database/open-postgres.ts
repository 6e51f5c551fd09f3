import { PostgresDialect } from "kysely";
import { Client, Pool, types } from "pg";
import type { Logger } from "pino";
import { arrayElementTypes, columnParsers } from "#store/tables/column-types.ts";
import { DatabaseRefused } from "./database-refused.ts";
import type { OpenedDatabase } from "./database.ts";

const oldestVersion = 150_000;
const textArray = 1009;
const defaultParser: (type: number, format?: "text" | "binary") => (text: string) => unknown =
  types.getTypeParser;

/** A pool on a PostgreSQL that is new enough and may be written to; anything else is refused in one line. */
export async function openPostgres(url: string, logger: Logger): Promise<OpenedDatabase> {
  const place = describePlace(url);
  const pool = createPool(url);
  surviveLostConnections(pool, logger);
  try {
    await checkServer(pool, place);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { kind: "postgres", dialect: new PostgresDialect({ pool }), release: async () => {} };
}

/** Without a listener, at rest and at work alike, a connection that breaks would end the process. */
function surviveLostConnections(pool: Pool, logger: Logger): void {
  pool.on("connect", (client) => {
    client.on("error", (error) => {
      logger.warn({ reason: error.message }, "lost a database connection");
    });
  });
  pool.on("error", () => {
    // Said above: the pool only repeats it for connections at rest.
  });
}

function createPool(url: string): Pool {
  return new Pool({
    connectionString: url,
    application_name: "muster",
    max: 20,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    types: { getTypeParser: parserFor },
  });
}

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

async function checkServer(pool: Pool, place: string): Promise<void> {
  const server = await askServer(pool, place);
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
}

async function askServer(pool: Pool, place: string): Promise<ServerFacts> {
  try {
    const { rows } = await pool.query<ServerFacts>(`
      select current_setting('server_version_num')::int as version,
        current_setting('server_version') as name,
        pg_is_in_recovery() or current_setting('transaction_read_only')::bool as read_only`);
    const [facts] = rows;
    if (facts === undefined) throw new Error("it answered nothing");
    return facts;
  } catch (error) {
    const reason = error instanceof Error ? explain(error) : String(error);
    throw new DatabaseRefused("unreachable", `Cannot use PostgreSQL at ${place}: ${reason}.`);
  }
}

/** Node says nothing by itself when every address of a host refused. */
function explain(error: Error): string {
  if (error.message !== "") return error.message;
  return "code" in error ? String(error.code) : error.name;
}

function parserFor(type: number, format?: "text" | "binary"): (text: string) => unknown {
  const element = arrayElementTypes[type];
  if (element !== undefined) return (text) => parseArray(text, columnParsers[element]);
  return columnParsers[type] ?? defaultParser(type, format);
}

function parseArray(text: string, parseElement?: (text: string) => unknown): unknown {
  return parseElements(defaultParser(textArray)(text), parseElement);
}

function parseElements(value: unknown, parseElement?: (text: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => parseElements(entry, parseElement));
  return typeof value === "string" && parseElement !== undefined ? parseElement(value) : value;
}
