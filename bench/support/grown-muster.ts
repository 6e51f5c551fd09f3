import { setTimeout as wait } from "node:timers/promises";
import { Duration } from "luxon";
import { Client } from "pg";
import { onTestFinished } from "vitest";
import { sendAlerts, type TestAlert } from "#test/support/alerts.ts";
import { databaseUrl } from "#test/support/database-template.ts";
import { fillWithHistory, type Query } from "#test/support/long-history.ts";
import { slackOf } from "#test/support/slack.ts";
import type { DurablePostgres } from "./durable-postgres.ts";
import { type MusterProcess, startMusterProcess } from "./muster-process.ts";
import { pagingAnn } from "./paging-ann.ts";
import { acknowledge, pageOf } from "./press.ts";

/** A Muster that has seen many incidents, on a database of its own. */
export type GrownMuster = MusterProcess & { readonly query: Query };

export const ALERTS_OF_INCIDENT = 10;

/** What follows from an incident has all happened by then. */
const QUIET_MS = 4000;

/** One every five minutes: a hundred thousand are a year. */
const APART = Duration.fromObject({ minutes: 5 });

/** One for each past, in its order. */
export async function startGrownMusters(
  postgres: DurablePostgres,
  pasts: readonly number[],
): Promise<readonly GrownMuster[]> {
  for (const incidents of pasts) await postgres.query(`create database ${nameOf(incidents)}`);
  return await Promise.all(pasts.map((incidents) => startGrownMuster(postgres, incidents)));
}

function nameOf(incidents: number): string {
  return `grown_${incidents}`;
}

async function startGrownMuster(
  postgres: DurablePostgres,
  incidents: number,
): Promise<GrownMuster> {
  const url = databaseUrl(postgres.url, nameOf(incidents));
  const muster = await startMusterProcess({
    databaseUrl: url,
    isTapped: false,
    // Nothing stays to be done after an incident.
    configuration: { ...pagingAnn({}), postmortems: { severities: [] } },
  });
  const query = await connect(url);
  await liveThrough(muster);
  if (incidents > 0) await fillWithHistory(query, { incidents, apart: APART });
  await query("checkpoint");
  return { ...muster, query };
}

async function connect(url: string): Promise<Query> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return async (statement) => (await client.query<Record<string, unknown>>(statement)).rows;
}

/** The one incident of which the others are repetitions. */
async function liveThrough(muster: MusterProcess): Promise<void> {
  await sendAlerts(muster.hook, alertsOf("Model", false));
  const page = await pageOf(muster, "Model");
  await wait(QUIET_MS);
  await acknowledge(muster, page);
  await sendAlerts(muster.hook, alertsOf("Model", true));
  const { act } = slackOf(muster.sandbox.url, muster.sandbox.botToken);
  await act("command", {
    user: "ann",
    channel: "general",
    command: "/incident",
    text: "resolve 1 rolled back",
  });
  await wait(QUIET_MS);
}

function alertsOf(alertname: string, resolved: boolean): readonly TestAlert[] {
  return Array.from({ length: ALERTS_OF_INCIDENT }, (_, index) => ({
    alertname,
    resolved,
    labels: { instance: `db-${index}.example.com:9100`, job: "node", region: "eu-central-1" },
    annotations: { description: "The shard has not answered for five minutes." },
  }));
}
