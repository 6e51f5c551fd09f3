import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "#store/database/database.ts";
import { isForAll } from "#test/support/slack-state.ts";
import type { Slack } from "#test/support/slack.ts";
import { lookAround, shardOf } from "#test/support/storm.ts";
import { ALERTS_IN_GROUP } from "./feed.ts";

/** What the workspace and the database say after a run, counted. */
export type Evidence = {
  readonly incidents: number;
  /** Messages that page people, each for one incident or more. */
  readonly pages: number;
  /** Alerts, cards and pages that are not there. */
  readonly lost: readonly string[];
  /** Incidents, cards and pages that are there more often than once. */
  readonly doubled: readonly string[];
  /** Messages of one group that were worked off in another order than they came. */
  readonly outOfOrder: readonly string[];
  /** From a webhook that was taken to the first message that pages for it. */
  readonly secondsToPage: readonly number[];
};

/** What is told of each incident: its card, and a page to each of these people. */
type Expected = { readonly groups: number; readonly people: readonly string[] };

const LINES = /^\d+: (card|page to U\w+)$/;

export async function lookForEvidence(
  database: Database,
  slack: Slack,
  { groups, people }: Expected,
): Promise<Evidence> {
  const { alerts, told, strays } = await lookAround(database, slack);
  const lines = told.filter((line) => LINES.test(line));
  const kinds = ["card", ...people.map((id) => `page to ${id}`)];
  const numbers = Array.from({ length: groups }, (_, index) => index + 1);
  const wanted = numbers.flatMap((incident) => kinds.map((kind) => `${incident}: ${kind}`));
  const fewer = numbers.filter((incident) => alerts[incident - 1] !== ALERTS_IN_GROUP);
  const deliveries = await readDeliveries(database);
  return {
    incidents: alerts.length,
    pages: await countPages(slack),
    lost: [
      ...new Set(wanted).difference(new Set(lines)),
      ...fewer.map((incident) => `${incident}: has ${alerts[incident - 1] ?? 0} alerts`),
      ...deliveries.flatMap(({ id, processed }) => (processed === null ? [`delivery ${id}`] : [])),
    ],
    doubled: [
      ...lines.filter((line, index) => lines.indexOf(line) !== index),
      ...(numbers.length < alerts.length ? [`${alerts.length} incidents of ${groups} groups`] : []),
      ...strays,
    ],
    outOfOrder: findOutOfOrder(deliveries),
    secondsToPage: await readSecondsToPage(database, deliveries),
  };
}

type Delivery = {
  readonly id: number;
  readonly shard: string;
  readonly received: number;
  readonly processed: number | null;
};

const Body = z.object({ alerts: z.array(z.object({ labels: z.object({ shard: z.string() }) })) });

async function readDeliveries(database: Database): Promise<readonly Delivery[]> {
  const rows = await database.kysely
    .selectFrom("delivery")
    .select(["id", "body", "received_at", "processed_at"])
    .orderBy("id")
    .execute();
  return rows.map(({ id, body, received_at: received, processed_at: processed }) => ({
    id,
    shard: Body.parse(JSON.parse(body.toString())).alerts[0]?.labels.shard ?? "",
    received: received.toMillis(),
    processed: processed?.toMillis() ?? null,
  }));
}

/** A group's sender waits for each answer, so its messages have an order. */
function findOutOfOrder(deliveries: readonly Delivery[]): readonly string[] {
  const latest = new Map<string, number>();
  return deliveries.flatMap(({ id, shard, processed }) => {
    const before = latest.get(shard) ?? 0;
    latest.set(shard, Math.max(before, processed ?? before));
    return processed !== null && processed < before ? [`delivery ${id} of ${shard}`] : [];
  });
}

async function readSecondsToPage(
  database: Database,
  deliveries: readonly Delivery[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ key: string; ts: string }>`
    select incident.key, min(message.ts) as ts from incident
    join slack_message_entry as entry on entry.incident_id = incident.id
    join slack_message as message on message.id = entry.message_id
    where message.kind in ('page', 'page-digest') and message.ts is not null
    group by incident.id`.execute(database.kysely);
  const first = new Map(
    deliveries.toReversed().map(({ shard, received }) => [JSON.stringify(shard), received]),
  );
  return rows.flatMap(({ key, ts }) => {
    const shard = /"shard",("[^"]+")/.exec(key)?.[1] ?? shardOf(0);
    const received = first.get(shard);
    return received === undefined ? [] : [Math.max(0, Number(ts) - received / 1000)];
  });
}

async function countPages(slack: Slack): Promise<number> {
  const direct = (await slack.channels()).filter(({ id }) => id.startsWith("D"));
  return direct.flatMap(({ messages }) => messages.filter(isForAll)).length;
}
