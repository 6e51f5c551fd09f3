import type { Selectable } from "kysely";
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
};

type Shown = Partial<
  Pick<SlackChannel, "topic" | "purpose" | "invited" | "bookmarks" | "pinned" | "trouble">
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
  { invited, bookmarks, ...texts }: Shown,
): Promise<void> {
  await connection
    .updateTable("slack_channel")
    .set({
      ...texts,
      ...(invited === undefined ? {} : { invited: JSON.stringify(invited) }),
      ...(bookmarks === undefined ? {} : { bookmarks: JSON.stringify(bookmarks) }),
    })
    .where("incident_id", "=", incident)
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
  };
}
