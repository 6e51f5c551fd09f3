import { createServer } from "node:http";
import bolt from "@slack/bolt";
import { Pool } from "pg";
import { pino } from "pino";

type Database = {
  readonly query: (text: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/**
 * The least that a bot of this kind could be: its libraries, a database that answers, a port. Run as a program of its own,
 * with PostgreSQL's address, or with a folder for the embedded database.
 */
const [place = ""] = process.argv.slice(2);
const log = pino({ base: null });
const database = await (place.startsWith("postgres://") ? openPostgres : openEmbedded)(place);
const app = new bolt.App({
  token: "xoxb-1",
  appToken: "xapp-1",
  socketMode: true,
  deferInitialization: true,
});

process.once("SIGTERM", () => void database.close().finally(() => process.exit()));
await database.query("select 1");
createServer((_request, response) => response.end())
  .listen(0, "127.0.0.1")
  .once("listening", () => log.info({ hasApp: app !== undefined }, "ready"));

async function openPostgres(connectionString: string): Promise<Database> {
  const pool = new Pool({ connectionString });
  return { query: (text) => pool.query(text), close: () => pool.end() };
}

async function openEmbedded(folder: string): Promise<Database> {
  const { PGlite } = await import("@electric-sql/pglite");
  return await PGlite.create(folder);
}
