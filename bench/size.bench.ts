import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Duration } from "luxon";
import { onTestFinished } from "vitest";
import { dropOldDeliveries } from "#store/alert/deliveries.ts";
import { openDatabase } from "#store/database/database.ts";
import { silent } from "#test/support/database-template.ts";
import { stormConfiguration } from "#test/support/storm.ts";
import { benchmark } from "./support/benchmark.ts";
import { type DurablePostgres, startDurablePostgres } from "./support/durable-postgres.ts";
import { live } from "./support/incident-lives.ts";
import { type MusterProcess, startMusterProcess } from "./support/muster-process.ts";

const INCIDENTS = 40;
/** The embedded database takes longer, and its folder is known as well after fewer. */
const INCIDENTS_EMBEDDED = 20;
const ALERTS = 20;
const WEBHOOKS = 3;
/** So many at once: each still has a card and a channel of its own. */
const AT_ONCE = 40;
/** Tables that take less than such a share are not told. */
const WORTH_TELLING = 0.05;
const NO_TIME = Duration.fromMillis(0);

const configuration = {
  ...stormConfiguration({ stormAbove: AT_ONCE + 10 }),
  incidents: { quietPeriod: "PT1S" },
};

type Sizes = ReadonlyMap<string, number>;

benchmark(
  "Bytes per incident",
  `${INCIDENTS} incidents of ${ALERTS} alerts, one round: each is told in two webhooks, has its card, its channel and its pages in Slack, is acknowledged there, and ends a second after its third webhook. Then the database is vacuumed, and what each table takes with its indexes and long values (pg_total_relation_size), more than when it was empty, is divided by the incidents; tables with less than ${WORTH_TELLING * 100} % are left out. Beside it stand the bytes of the webhooks themselves, as they were sent. What of it is only room that rows left, to be used again, shows once the tables are written anew (vacuum full); then everything that sources sent is dropped, as retention does, and they are written anew once more. The embedded database's folder, after ${INCIDENTS_EMBEDDED} of them, is compared with what it was when it was new; its log of changes (pg_wal) is left out.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const empty = await measure(postgres, "vacuum");
    const muster = await startMusterProcess({ databaseUrl: postgres.url, configuration });
    const webhooks = (await liveAll(muster, INCIDENTS)) / INCIDENTS;
    await stop(muster);
    await checkEnded(postgres);

    async function tell(what: string, bytes: number): Promise<void> {
      const against = [{ name: "its webhooks, as JSON", runs: [webhooks] }];
      await report({ what, unit: "bytes", runs: [bytes], against });
    }
    const sizes = perIncident(await measure(postgres, "vacuum analyze"), empty);
    await tell("an incident in PostgreSQL", total(sizes));
    for (const [table, bytes] of sizes) {
      if (bytes > total(sizes) * WORTH_TELLING) {
        await report({ what: `of it in ${table}`, unit: "bytes", runs: [bytes], against: [] });
      }
    }
    const anew = perIncident(await measure(postgres, "vacuum full"), empty);
    await tell("the same, written anew", total(anew));
    await dropDeliveries(postgres.url);
    const kept = perIncident(await measure(postgres, "vacuum full"), empty);
    await tell("once retention dropped what was sent", total(kept));

    await tell("in the embedded database's folder", await growthOfFolder());
  },
);

async function liveAll(muster: MusterProcess, incidents: number): Promise<number> {
  let bytes = 0;
  for (let first = 1; first <= incidents; first += AT_ONCE) {
    const last = Math.min(first + AT_ONCE - 1, incidents);
    bytes += await live(muster, { first, last, alerts: ALERTS });
  }
  return bytes;
}

async function stop({ signal, ended }: MusterProcess): Promise<void> {
  signal("SIGTERM");
  await ended;
}

/** Else something other would have been measured. */
async function checkEnded({ query }: DurablePostgres): Promise<void> {
  const rows = await query("select status, count(*)::int from incident group by status");
  const [row] = rows;
  if (rows.length === 1 && row?.["status"] === "resolved" && row["count"] === INCIDENTS) return;
  throw new Error(`Not all incidents ended: ${JSON.stringify(rows)}`);
}

/** Bytes of each table with its indexes. */
async function measure({ query }: DurablePostgres, vacuum: string): Promise<Sizes> {
  await query(vacuum);
  const rows = await query(`
    select relname, pg_total_relation_size(oid)::int as bytes from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`);
  return new Map(rows.map(({ relname, bytes }) => [String(relname), Number(bytes)]));
}

/** The largest first. */
function perIncident(sizes: Sizes, empty: Sizes): Sizes {
  const grown = [...sizes].map(
    ([table, bytes]) => [table, (bytes - (empty.get(table) ?? 0)) / INCIDENTS] as const,
  );
  return new Map(grown.toSorted(([, one], [, other]) => other - one));
}

function total(sizes: Sizes): number {
  return sizes.values().reduce((sum, bytes) => sum + bytes, 0);
}

/** As upkeep does it each minute, only that everything is old enough. */
async function dropDeliveries(url: string): Promise<void> {
  const database = await openDatabase({ url, dataDir: "", logger: silent });
  for (let done = 0; done < INCIDENTS * WEBHOOKS; done += 1000) {
    await dropOldDeliveries(database, { read: NO_TIME, unread: NO_TIME });
  }
  await database.close();
}

/** For each incident, from when the database was new; both times stopped in order. */
async function growthOfFolder(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "muster-size-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const environment = { MUSTER_DATA_DIR: folder };
  await stop(await startMusterProcess({ configuration, environment }));
  const empty = sizeOf(folder);
  const muster = await startMusterProcess({ configuration, environment });
  await liveAll(muster, INCIDENTS_EMBEDDED);
  await stop(muster);
  return (sizeOf(folder) - empty) / INCIDENTS_EMBEDDED;
}

/** Its log of changes apart, which is used again and again. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("pg_wal"))
    .reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}
