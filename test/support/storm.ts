import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "#store/database/database.ts";
import { CONFIGURATION } from "./acme.ts";
import { sendAlerts, type TestAlert } from "./alerts.ts";
import { isForAll, type Channel } from "./slack-state.ts";
import type { Slack } from "./slack.ts";

/** So many groups of alerts, each of which has an incident of its own. */
export type Storm = { readonly groups: number; readonly alertsInGroup: number };

const PEOPLE = ["ann", "bob"] as const;
const MEMBERS = ["U00000ANN", "U00000BOB"];
const MESSAGES_OF_GROUP = 2;
const TRY_AGAIN_MS = 100;

/** Two people are called at once, and nobody else for an hour. */
export function stormConfiguration(slack: object): object {
  const notify = PEOPLE.map((person) => ({ person }));
  return {
    ...CONFIGURATION,
    policies: { checkout: { levels: [{ notify, delay: "PT1H" }], repeat: { times: 0 } } },
    routes: { service: "checkout", groupBy: ["shard"] },
    slack: { channelsPerMinute: 6000, ...slack },
  };
}

/** Sends every group's alerts as they join, and each message until it was taken, as Alertmanager does. */
export async function raise(url: string, { groups, alertsInGroup }: Storm): Promise<void> {
  await Promise.all(numbers(groups).map((group) => raiseGroup(url, group, alertsInGroup)));
}

/** Answers how many alerts were sent, however often. */
export async function raiseGroup(
  url: string,
  group: number,
  alertsInGroup: number,
): Promise<number> {
  const alerts = alertsOf(group, alertsInGroup);
  let sent = 0;
  for (let part = 1; part <= MESSAGES_OF_GROUP; part += 1) {
    const joined = alerts.slice(0, Math.ceil((alerts.length * part) / MESSAGES_OF_GROUP));
    for (;;) {
      sent += joined.length;
      if (await isTaken(url, joined, groupKeyOf(group))) break;
      await wait(TRY_AGAIN_MS);
    }
  }
  return sent;
}

async function isTaken(
  url: string,
  alerts: readonly TestAlert[],
  groupKey: string,
): Promise<boolean> {
  return (await sendAlerts(url, alerts, groupKey).catch(() => 0)) === 200;
}

/** As of a route that groups by shard. */
function groupKeyOf(group: number): string {
  return `{}:{alertname="ShardDown", shard="${shardOf(group)}"}`;
}

function alertsOf(group: number, count: number): readonly TestAlert[] {
  return numbers(count).map((index) => ({
    alertname: "ShardDown",
    labels: { shard: shardOf(group), instance: `i${index}` },
  }));
}

/** What tells the alerts of a group from others. */
export function shardOf(group: number): string {
  return `s${group}`;
}

/** What there is after a storm, in a form that two can be compared in. */
export type Aftermath = {
  /** How many alerts the incidents have, one number for each incident. */
  readonly alerts: readonly number[];
  /** Everything that stands in Slack, once for each incident that it tells of. */
  readonly told: readonly string[];
  /** Messages that are on record and not in Slack, or in Slack and not on record. */
  readonly strays: readonly string[];
  /** The incidents whose channels the workspace has; a channel that no incident knows is a null. */
  readonly channels: readonly (number | null)[];
};

/** What there must be when every incident has a card and a channel of its own. */
export function calmAfter({ groups, alertsInGroup }: Storm): Aftermath {
  const incidents = numbers(groups);
  const kinds = ["card", "welcome", "channel-card", ...MEMBERS.map((id) => `page to ${id}`)];
  return {
    alerts: incidents.map(() => alertsInGroup),
    told: incidents.flatMap((incident) => kinds.map((kind) => `${incident}: ${kind}`)).toSorted(),
    strays: [],
    channels: incidents,
  };
}

/** Looks at the database and at the workspace, and compares them message by message. */
export async function lookAround(database: Database, slack: Slack): Promise<Aftermath> {
  const { channels: all, app } = await slack.state();
  const us = app["bot_user_id"];
  const recorded = await readRecords(database);
  const standing = all.flatMap((channel) =>
    channel.messages.filter(isForAll).map((message) => ({ channel, message })),
  );
  const onRecord = recorded.map(({ marker, channel, ts }) => `${marker} ${channel} ${ts}`);
  const inSlack = standing.map(
    ({ message, channel }) => `${markerOf(message)} ${channel.id} ${message.ts}`,
  );
  const own = await readChannels(database);
  const made = all.filter(({ id, creator }) => id.startsWith("C") && creator === us);
  return {
    alerts: await countAlerts(database),
    told: standing
      .flatMap(({ message, channel }) =>
        recorded
          .filter(({ marker }) => marker === markerOf(message))
          .map(({ incident, kind }) => `${incident}: ${nameKind(kind, channel, us)}`),
      )
      .toSorted(),
    strays: [...new Set(inSlack).symmetricDifference(new Set(onRecord))],
    channels: made
      .map(({ id }) => own.get(id) ?? null)
      .toSorted((one, other) => (one ?? 0) - (other ?? 0)),
  };
}

/** How many messages of the bot there are. */
export async function countMessages(slack: Slack): Promise<number> {
  return (await slack.channels()).flatMap(({ messages }) => messages.filter(isForAll)).length;
}

type Record = {
  readonly marker: string;
  readonly kind: string;
  readonly channel: string | null;
  readonly ts: string | null;
  readonly incident: number;
};

/** Transactions that were cut off use up numbers of incidents, so they are counted instead. */
const nthIncident = sql`(select id, row_number() over (order by id) as nth from incident)`;

/** A row for each message that was meant to be sent and each incident that it tells of. */
async function readRecords(database: Database): Promise<readonly Record[]> {
  const { rows } = await sql<Record>`
    select marker::text, kind, channel, ts, nth.nth::int as incident
    from slack_message as message
    left join slack_message_entry as entry on entry.message_id = message.id
    join ${nthIncident} as nth on nth.id = coalesce(message.incident_id, entry.incident_id)`.execute(
    database.kysely,
  );
  return rows;
}

/** From 1. */
function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The incident of each channel that is on record. */
async function readChannels(database: Database): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ channel: string; incident: number }>`
    select channel, nth.nth::int as incident from slack_channel
    join ${nthIncident} as nth on nth.id = incident_id
    where channel is not null`.execute(database.kysely);
  return new Map(rows.map(({ channel, incident }) => [channel, incident]));
}

function nameKind(kind: string, { members }: Channel, us: unknown): string {
  switch (kind) {
    case "page":
    case "page-digest":
      return `page to ${members.filter((member) => member !== us).join()}`;
    case "digest":
      return "card";
    default:
      return kind;
  }
}

async function countAlerts(database: Database): Promise<readonly number[]> {
  const { rows } = await sql<{ alerts: number }>`
    select count(*)::int as alerts from incident
    join incident_alert as alert on alert.incident_id = id where alert.state = 'firing'
    group by id order by id`.execute(database.kysely);
  return rows.map(({ alerts }) => alerts);
}

function markerOf(message: unknown): string | undefined {
  return Marked.safeParse(message).data?.metadata.event_payload.marker;
}

const Marked = z.looseObject({
  metadata: z.looseObject({ event_payload: z.looseObject({ marker: z.string() }) }),
});
