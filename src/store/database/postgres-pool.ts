import { Pool, type PoolClient, types } from "pg";
import type { Logger } from "pino";
import { arrayElementTypes, columnParsers } from "#store/tables/column-types.ts";
import { sendStatement, ServerSilent } from "./send-statement.ts";
import { isSessionOver, sqlStateOf, sqlStates } from "./sql-state.ts";

const textArray = 1009;
const defaultParser: (type: number, format?: "text" | "binary") => (text: string) => unknown =
  types.getTypeParser;
/** Later than the server ends a statement by itself: then the server, or the way to it, is gone. */
const SILENT_MS = 8_000;

export interface PoolOptions {
  readonly connections: number;
  readonly logger: Logger;
  /** Waits for as long as a statement takes. */
  readonly isPatient: boolean;
}

export function createPool(
  url: string,
  { connections, logger }: Omit<PoolOptions, "isPatient">,
): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: "muster",
    max: connections,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    types: { getTypeParser: parserFor },
  });
  surviveLostConnections(pool, logger);
  return pool;
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

/**
 * The same pool, which gives up on a server that says nothing, and closes connections that are of no use any more: kept,
 * they would fail whoever gets them next.
 */
export function replacingSpoilt(
  pool: Pool,
  { isPatient }: Pick<PoolOptions, "isPatient">,
): Pick<Pool, "connect" | "end" | "options"> {
  const patienceMs = isPatient ? null : SILENT_MS;
  return {
    connect: async () => notingSpoilt(await pool.connect(), patienceMs),
    end: () => pool.end(),
    options: pool.options,
  };
}

function notingSpoilt(client: PoolClient, patienceMs: number | null): PoolClient {
  let isSpoilt = false;
  function send(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    return sendStatement(client, { sql, parameters, patienceMs });
  }
  async function query(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    if (sql === "rollback") return await rollBack();
    if (isSpoilt) throw new Error("The connection was given up.");
    try {
      return await send(sql, parameters);
    } catch (error) {
      isSpoilt = isSpoilt || spoils(error);
      throw error;
    }
  }
  /** It never fails: what is closed is rolled back by the server, and people want to hear what went wrong before. */
  async function rollBack(): Promise<unknown> {
    try {
      if (!isSpoilt) return await send("rollback", []);
    } catch {
      isSpoilt = true;
    }
    return { command: "ROLLBACK", rowCount: null, rows: [] };
  }
  return new Proxy(client, {
    get(target, key) {
      if (key === "query") return query;
      if (key === "release") return (destroy?: boolean) => target.release(destroy || isSpoilt);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** After a fail-over the old server may live on and take no writes; one that says nothing at all is as good as gone. */
function spoils(error: unknown): boolean {
  if (isSessionOver(error)) return true;
  if (sqlStateOf(error) === sqlStates.readOnlyTransaction) return true;
  return error instanceof ServerSilent;
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
