import { type Selectable, sql } from "kysely";
import type { DateTime } from "luxon";
import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Database, Transaction } from "#store/database/database.ts";
import type { SlackTables } from "#store/tables/slack-tables.ts";

const Bookmark = z.object({
  id: z.string(),
  title: z.string(),
  link: z.string(),
});
type Bookmark = z.infer<typeof Bookmark>;

/** What is known to be shown in an incident's own channel. */
export type SlackChannel = {
  readonly incident: IncidentId;
  readonly name: string;
  /** Null until Slack has made it. */
  readonly channel: string | null;
  readonly topic: string | null;
  readonly purpose: string | null;
  readonly invited: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  /** The message that is pinned. */
  readonly pinned: string | null;
  /** Why it could not be made or kept, in words for people. */
  readonly trouble: string | null;
  /** When those in it were told that it will be archived. */
  readonly archiveToldAt: DateTime | null;
  readonly archivedAt: DateTime | null;
};

/** The channel of an incident that is over. */
export type ChannelOver = {
  readonly incident: IncidentId;
  readonly endedAt: DateTime;
  readonly toldAt: DateTime | null;
};

type Shown = Partial<
  Pick<
    SlackChannel,
    | "topic"
    | "purpose"
    | "invited"
    | "bookmarks"
    | "pinned"
    | "trouble"
    | "archiveToldAt"
    | "archivedAt"
  >
>;

export async function slackChannelOf(
  connection: Connection,
  incident: IncidentId,
): Promise<SlackChannel | null> {
  const row = await connection
    .selectFrom("slack_channel")
    .selectAll()
    .where("incident_id", "=", incident)
    .executeTakeFirst();
  return row === undefined ? null : channelOf(row);
}

/** The incident whose own channel this is. */
export async function incidentOfChannel(
  connection: Connection,
  channel: string,
): Promise<IncidentId | null> {
  const row = await connection
    .selectFrom("slack_channel")
    .select("incident_id")
    .where("channel", "=", channel)
    .executeTakeFirst();
  return row === undefined ? null : IncidentId.parse(row.incident_id);
}

/** Which of these incidents have a channel of their own. */
export async function incidentsWithChannel(
  connection: Connection,
  incidents: readonly IncidentId[],
): Promise<ReadonlySet<IncidentId>> {
  return new Set((await channelsOfIncidents(connection, incidents)).keys());
}

/** The channels of those of these incidents that have one of their own. */
export async function channelsOfIncidents(
  connection: Connection,
  incidents: readonly IncidentId[],
): Promise<ReadonlyMap<IncidentId, string>> {
  if (incidents.length === 0) return new Map();
  const rows = await connection
    .selectFrom("slack_channel")
    .select(["incident_id", "channel"])
    .where("incident_id", "in", incidents)
    .execute();
  return new Map(
    rows.flatMap((row) =>
      row.channel === null ? [] : [[IncidentId.parse(row.incident_id), row.channel]],
    ),
  );
}

/** Notes the name before Slack is asked for it: after a crash the channel can be found and adopted. */
export async function intendChannel(
  database: Database,
  incident: IncidentId,
  name: string,
): Promise<void> {
  await database.kysely
    .insertInto("slack_channel")
    .values({ incident_id: incident, name })
    .onConflict((conflict) => conflict.column("incident_id").doUpdateSet({ name }))
    .execute();
}

export async function noteChannelMade(
  tx: Transaction,
  incident: IncidentId,
  channel: string,
): Promise<void> {
  await tx
    .updateTable("slack_channel")
    .set({ channel, trouble: null, created_at: musterNow() })
    .where("incident_id", "=", incident)
    .execute();
}

/** Notes what the channel shows now. */
export async function noteShown(
  connection: Connection,
  incident: IncidentId,
  { invited, bookmarks, archiveToldAt, archivedAt, ...texts }: Shown,
): Promise<void> {
  await connection
    .updateTable("slack_channel")
    .set({
      ...texts,
      ...(invited === undefined ? {} : { invited: JSON.stringify(invited) }),
      ...(bookmarks === undefined ? {} : { bookmarks: JSON.stringify(bookmarks) }),
      ...(archiveToldAt === undefined ? {} : { archive_told_at: archiveToldAt }),
      ...(archivedAt === undefined ? {} : { archived_at: archivedAt }),
    })
    .where("incident_id", "=", incident)
    .execute();
}

/** Channels, not archived yet, of what ended before that moment and has nothing left to do, the oldest first. */
export async function channelsOver(
  connection: Connection,
  before: DateTime,
  most: number,
): Promise<readonly ChannelOver[]> {
  const rows = await connection
    .selectFrom("slack_channel")
    .innerJoin("incident", "incident.id", "slack_channel.incident_id")
    .select(["slack_channel.incident_id", "incident.resolved_at", "slack_channel.archive_told_at"])
    .where("slack_channel.channel", "is not", null)
    .where("slack_channel.archived_at", "is", null)
    .where("incident.status", "in", ["resolved", "merged"])
    .where("incident.resolved_at", "<=", before)
    .where(sql<boolean>`not exists (
      select 1 from task where task.incident_id = incident.id and task.state = 'open')`)
    // Those about whom nothing is to be done yet keep none of the others waiting.
    .orderBy(sql`greatest(slack_channel.archive_told_at, incident.resolved_at)`)
    .limit(most)
    .execute();
  return rows.flatMap(({ incident_id: id, resolved_at: endedAt, archive_told_at: toldAt }) => {
    return endedAt === null ? [] : [{ incident: IncidentId.parse(id), endedAt, toldAt }];
  });
}

/** The incident goes on without the channel that it had: another one can be made. */
export async function leaveChannelBehind(tx: Transaction, incident: IncidentId): Promise<void> {
  await tx.deleteFrom("slack_channel").where("incident_id", "=", incident).execute();
  await tx
    .updateTable("slack_message")
    .set({ ts: null, shown: null, first_attempt_at: null, marker: sql`gen_random_uuid()` })
    .where("incident_id", "=", incident)
    .where("kind", "in", ["channel-card", "welcome", "merged", "budget-chart"])
    .execute();
}

function channelOf(row: Selectable<SlackTables["slack_channel"]>): SlackChannel {
  return {
    incident: IncidentId.parse(row.incident_id),
    name: row.name,
    channel: row.channel,
    topic: row.topic,
    purpose: row.purpose,
    invited: z.array(z.string()).parse(row.invited),
    bookmarks: z.array(Bookmark).parse(row.bookmarks),
    pinned: row.pinned,
    trouble: row.trouble,
    archiveToldAt: row.archive_told_at,
    archivedAt: row.archived_at,
  };
}
