import { sql, type Selectable } from "kysely";
import type { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Database, Transaction } from "#store/database/database.ts";
import type { SlackTables } from "#store/tables/slack-tables.ts";

type Table = SlackTables["slack_message"];
export type MessageKind = Table["kind"];

/** A message in Slack, or the intent to send it. */
export type SlackMessage = {
  readonly id: number;
  readonly kind: MessageKind;
  readonly place: string;
  /** Travels in the message's metadata, so that it can be found again. */
  readonly marker: string;
  readonly channel: string | null;
  readonly ts: string | null;
  readonly shown: string | null;
  /** Set while nobody knows whether it was sent. */
  readonly firstAttemptAt: DateTime | null;
};

/** One of the incidents that a message tells of, and the page that it delivers, if any. */
export type MessageEntry = { readonly incident: IncidentId; readonly page: number | null };

const NOT_SENT = { ts: null, shown: null, first_attempt_at: null } as const;

/** Of each of these an incident has one. */
type Single = Extract<
  MessageKind,
  "card" | "channel-card" | "welcome" | "merged" | "announcement" | "budget-chart"
>;

/** The one card, channel card, welcome, last line, announcement or chart of an incident, noted if it is not there yet. */
export async function intendOne(
  database: Database,
  kind: Single,
  incident: IncidentId,
  place: string,
): Promise<SlackMessage> {
  const { kysely } = database;
  const known = await readSingle(kysely, kind, incident);
  if (known !== null) return known;
  await kysely
    .insertInto("slack_message")
    .values({ kind, place, incident_id: incident })
    // Whoever was quicker has noted it.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const noted = await readSingle(kysely, kind, incident);
  if (noted === null) throw new Error(`the ${kind} of ${incident} was noted, and is gone`);
  return noted;
}

async function readSingle(
  connection: Connection,
  kind: MessageKind,
  incident: IncidentId,
): Promise<SlackMessage | null> {
  const row = await connection
    .selectFrom("slack_message")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return row === undefined ? null : messageOf(row);
}

/** A new message that tells of no incident yet. */
export async function insertMessage(
  tx: Transaction,
  message: Pick<SlackMessage, "kind" | "place">,
): Promise<SlackMessage> {
  const row = await tx
    .insertInto("slack_message")
    .values(message)
    .returningAll()
    .executeTakeFirstOrThrow();
  return messageOf(row);
}

/** Adds incidents to a digest; those it has stay as they are, and a page belongs to one message only. */
export async function addEntries(
  connection: Connection,
  message: number,
  entries: readonly MessageEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await connection
    .insertInto("slack_message_entry")
    .values(
      entries.map(({ incident, page }) => ({
        message_id: message,
        incident_id: incident,
        page_id: page,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function entriesOf(
  connection: Connection,
  message: number,
): Promise<readonly MessageEntry[]> {
  const rows = await connection
    .selectFrom("slack_message_entry")
    .select(["incident_id", "page_id"])
    .where("message_id", "=", message)
    .orderBy("incident_id")
    .execute();
  return rows.map((row) => ({ incident: IncidentId.parse(row.incident_id), page: row.page_id }));
}

export async function readMessage(
  connection: Connection,
  id: number,
): Promise<SlackMessage | null> {
  const row = await connection
    .selectFrom("slack_message")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : messageOf(row);
}

/** Messages of some kinds that tell of an incident, oldest first. */
export async function messagesAbout(
  connection: Connection,
  incident: IncidentId,
  kinds: readonly MessageKind[],
): Promise<readonly SlackMessage[]> {
  const rows = await connection
    .selectFrom("slack_message")
    .selectAll()
    .where("kind", "in", kinds)
    // Not "or", for which every message there ever was would be read.
    .where("id", "in", (from) =>
      from
        .selectFrom("slack_message")
        .select("id")
        .where("incident_id", "=", incident)
        .unionAll(
          from
            .selectFrom("slack_message_entry")
            .select("message_id as id")
            .where("slack_message_entry.incident_id", "=", incident),
        ),
    )
    .orderBy("id")
    .execute();
  return rows.map(messageOf);
}

/** Means the message for another place: what may have been sent to the old one was another message. */
export async function redirect(
  connection: Connection,
  id: number,
  place: string,
): Promise<SlackMessage> {
  const row = await connection
    .updateTable("slack_message")
    .set({ place, channel: null, marker: sql`gen_random_uuid()`, ...NOT_SENT })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return messageOf(row);
}

/** Where messages for this place went last: the id of a channel, or of the conversation with a person. */
export async function lastChannelOf(connection: Connection, place: string): Promise<string | null> {
  const row = await connection
    .selectFrom("slack_message")
    .select("channel")
    .where("place", "=", place)
    .where("ts", "is not", null)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.channel ?? null;
}

/** From now on it may have been sent to this place, which is that channel of Slack. */
export async function noteAttempt(
  { kysely }: Database,
  { id, place }: Pick<SlackMessage, "id" | "place">,
  channel: string,
): Promise<void> {
  await kysely
    .updateTable("slack_message")
    .set({ place, channel, first_attempt_at: sql`coalesce(first_attempt_at, muster_now())` })
    .where("id", "=", id)
    .execute();
}

/** Slack refused it, so it was certainly not sent. */
export async function noteNotSent(database: Database, id: number): Promise<void> {
  await database.kysely
    .updateTable("slack_message")
    .set({ first_attempt_at: null })
    .where("id", "=", id)
    .execute();
}

/** It stands in Slack and shows this. */
export async function notePosted(
  connection: Connection,
  id: number,
  posted: { readonly channel: string; readonly ts: string; readonly shown: string },
): Promise<void> {
  await connection
    .updateTable("slack_message")
    .set({ ...posted, posted_at: sql`coalesce(posted_at, ${musterNow()})` })
    .where("id", "=", id)
    .execute();
}

/** It is gone from Slack, or out of reach there: whoever needs it posts it anew. */
export async function noteGone(connection: Connection, id: number): Promise<void> {
  await connection
    .updateTable("slack_message")
    .set({ marker: sql`gen_random_uuid()`, ...NOT_SENT })
    .where("id", "=", id)
    .execute();
}

export function messageOf(row: Selectable<Table>): SlackMessage {
  return {
    id: row.id,
    kind: row.kind,
    place: row.place,
    marker: row.marker,
    channel: row.channel,
    ts: row.ts,
    shown: row.shown,
    firstAttemptAt: row.first_attempt_at,
  };
}
