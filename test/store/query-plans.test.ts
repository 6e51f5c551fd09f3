import { Duration } from "luxon";
import { Client } from "pg";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { startUpkeep } from "#engine/timer/upkeep.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";
import { findWork } from "#store/job/lanes.ts";
import { webhookOf } from "#test/support/alerts.ts";
import { budgetReader } from "#test/support/budget-reader.ts";
import { withPostgres } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";
import { fillWithHistory } from "#test/support/long-history.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import {
  type RecordedDatabase,
  recordStatements,
  type Statement,
} from "#test/support/recorded-statements.ts";

const INCIDENTS = 3000;
/** A table of fewer rows does not grow as years go by; some looks read the last 2,000 of a table, and none reads more. */
const MANY = 2500;

withPostgres("a database that is years old", (open) => {
  it("is never read from end to end for an alert, a press, a list or the upkeep", async () => {
    const { url } = await open();
    const database = await recordStatements(url ?? "");
    const client = await connect(url ?? "");
    const muster = await startMuster(database, {
      // What stays to be done after its end would be repeated with it.
      configuration: { postmortems: { severities: [] } },
    });
    onTestFinished(muster.stop);
    await liveThrough(muster, "Before");
    await fillWithHistory(async (statement) => (await client.query(statement)).rows, {
      incidents: INCIDENTS,
      apart: Duration.fromObject({ hours: 4 }),
    });
    database.forget();
    await liveThrough(muster, "Now");
    await lookAfter(database);

    const grown = await grownTables(client);
    expect(grown).toEqual(
      expect.arrayContaining(["alert", "incident", "slack_message", "timeline"]),
    );
    expect(await scansOf(database, client, grown)).toEqual([]);
  });
});

withPostgres("a backlog", (open) => {
  it("of thousands of lanes is not read from end to end for each job", async () => {
    const { url } = await open();
    const database = await recordStatements(url ?? "");
    const client = await connect(url ?? "");
    const jobs = Array.from({ length: 2 * MANY }, (_, nth): NewJob => {
      return { lane: `${nth % 2 === 0 ? "announce" : "card"}:${nth}`, kind: "show", payload: {} };
    });
    await database.transaction((tx) => enqueue(tx, jobs));
    await client.query("analyze lane, job");
    database.forget();

    const classes = ["announce", "card"];
    const { claim } = await findWork(database, { owner: "test", leaseSeconds: 10, classes });

    expect(claim?.jobs).toHaveLength(1);
    expect(await scansOf(database, client, ["lane", "job"])).toEqual([]);
  });
});

withPostgres("an incident of thousands of alerts", (open) => {
  it("is not read from end to end for one more", async () => {
    const { url } = await open();
    const database = await recordStatements(url ?? "");
    const client = await connect(url ?? "");
    const engine = createEngine(database);
    await deliver(engine, "prod", partOfGroup(0, 2 * MANY));
    await client.query("analyze incident_alert");
    database.forget();

    await deliver(engine, "prod", partOfGroup(2 * MANY, 1));

    expect(await scansOf(database, client, ["incident_alert"])).toEqual([]);
  });
});

/** So many alerts of one group, from a sender with `max_alerts`, which leaves out others. */
function partOfGroup(from: number, count: number): Uint8Array {
  const alerts = Array.from({ length: count }, (_, index) => {
    return { alertname: "Disk", labels: { instance: `db-${from + index}` } };
  });
  return Buffer.from(JSON.stringify({ ...webhookOf(alerts), truncatedAlerts: 1 }));
}

/** An incident from its alert to its end, and what people look at meanwhile. */
async function liveThrough(muster: TestMuster, alertname: string): Promise<void> {
  const ann = muster.slack.person("ann");
  const alerts = ["a", "b"].map((instance) => ({ alertname, labels: { instance } }));
  await muster.alert(...alerts);
  await muster.settle();
  await ann.press("acknowledge", { about: alertname });
  for (const list of ["list", "list mine", "list recent"]) await ann.command(list);
  await muster.alert(...alerts.map((alert) => ({ ...alert, resolved: true })));
  await muster.pass({ hours: 1 });
}

/** Everything that is done each quarter of a minute and each minute. */
async function lookAfter(database: RecordedDatabase): Promise<void> {
  const upkeep = startUpkeep(
    createEngine(database, { budgets: budgetReader(() => "no answer") }),
    50,
  );
  await eventually(() =>
    expect(database.statements().map(({ text }) => text)).toContainEqual(
      expect.stringContaining("delete from delivery"),
    ),
  );
  await upkeep.stop();
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function grownTables(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and reltuples > $1",
    [MANY],
  );
  return rows.map(({ name }) => name);
}

async function scansOf(
  database: RecordedDatabase,
  client: Client,
  tables: readonly string[],
): Promise<readonly string[]> {
  const scans: string[] = [];
  for (const statement of database.statements()) {
    scans.push(...(await scansIn(client, statement, tables)));
  }
  return scans;
}

/** The tables of which it reads many rows to do this once more, or would read every row, with what it was asked. */
async function scansIn(
  client: Client,
  { text, parameters }: Statement,
  tables: readonly string[],
): Promise<readonly string[]> {
  if (!/^\s*(select|insert|update|delete|with)\b/i.test(text)) return [];
  const plan =
    (await explain(client, "analyze, format json", { text, parameters })) ??
    (await explain(client, "format json", { text, parameters }));
  return nodesOf(plan)
    .filter((node) => tables.includes(node["Relation Name"] ?? ""))
    .filter((node) => node["Node Type"] === "Seq Scan" || rowsReadBy(node) > MANY)
    .map((node) => `${node["Relation Name"]}, ${node["Node Type"]}: ${text}`);
}

/** Null for what cannot be done twice, such as a row with a number of its own. */
async function explain(
  client: Client,
  options: string,
  { text, parameters }: Statement,
): Promise<Plan | null> {
  await client.query("begin");
  try {
    const { rows } = await client.query(`explain (${options}) ${text}`, [...parameters]);
    return Explained.parse(rows)[0]?.["QUERY PLAN"][0]?.Plan ?? null;
  } catch {
    return null;
  } finally {
    await client.query("rollback");
  }
}

const Plan = z.looseObject({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Actual Rows": z.number().default(0),
  "Actual Loops": z.number().default(0),
  "Rows Removed by Filter": z.number().default(0),
  get Plans(): z.ZodDefault<z.ZodArray<typeof Plan>> {
    return z.array(Plan).default([]);
  },
});
type Plan = z.infer<typeof Plan>;
const Explained = z.array(z.object({ "QUERY PLAN": z.array(z.object({ Plan })) }));

function nodesOf(plan: Plan | null): readonly Plan[] {
  return plan === null ? [] : [plan, ...plan.Plans.flatMap(nodesOf)];
}

function rowsReadBy(node: Plan): number {
  return (node["Actual Rows"] + node["Rows Removed by Filter"]) * node["Actual Loops"];
}
