import { createServer } from "node:http";
import bolt from "@slack/bolt";
import { Pool } from "pg";
import { pino } from "pino";

/** The least that a bot of this kind could be: its libraries, a database that answers, a port. Run as a program of its own. */
const [connectionString = ""] = process.argv.slice(2);
const log = pino({ base: null });
const pool = new Pool({ connectionString });
const app = new bolt.App({
  token: "xoxb-1",
  appToken: "xapp-1",
  socketMode: true,
  deferInitialization: true,
});

await pool.query("select 1");
createServer((_request, response) => response.end())
  .listen(0, "127.0.0.1")
  .once("listening", () => log.info({ hasApp: app !== undefined }, "ready"));
