import { sql } from "kysely";
import { Actor } from "#domain/actor.ts";
import { IncidentEvent, type IncidentId, type TimelineEntry } from "#domain/incident/incident.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { insertMessage, messageOf, type SlackMessage } from "./slack-messages.ts";

/** What changed about an incident, and the message that tells it. */
export type News = { readonly message: SlackMessage; readonly entries: readonly TimelineEntry[] };

/** Which lines of a timeline are news. */
type Sieve = {
  readonly kinds: readonly IncidentEvent["kind"][];
  readonly isNews: (event: IncidentEvent) => boolean;
};

type Line = { readonly id: number; readonly entry: TimelineEntry };

/**
 * Notes what has changed since the last news, so that it is told once. What nobody has tried to send yet tells of it
 * too; before the first news there is nothing to tell, since the card stands there.
 */
export async function noteNews(
  tx: Transaction,
  { incident, place }: { readonly incident: IncidentId; readonly place: string },
  sieve: Sieve,
): Promise<void> {
  const last = await lastNews(tx, incident);
  if (last === undefined) {
    await beginNews(tx, incident);
    return;
  }
  const fresh = await newsSince(tx, incident, { line: last.last_entry, sieve });
  const [first, final] = [fresh.at(0), fresh.at(-1)];
  if (first === undefined || final === undefined) return;
  if (last.isWaiting) {
    const changes = { last_entry: final.id };
    await tx.updateTable("incident_news").set(changes).where("id", "=", last.id).execute();
    return;
  }
  const { id: message_id } = await insertMessage(tx, { kind: "news", place });
  const lines = { first_entry: first.id, last_entry: final.id };
  await tx
    .insertInto("incident_news")
    .values({ incident_id: incident, ...lines, message_id })
    .execute();
}

/** What does not stand in Slack yet, oldest first. */
export async function unsentNews(
  connection: Connection,
  incident: IncidentId,
  sieve: Sieve,
): Promise<readonly News[]> {
  const rows = await connection
    .selectFrom("incident_news")
    .innerJoin("slack_message", "slack_message.id", "incident_news.message_id")
    .selectAll("slack_message")
    .select(["first_entry", "last_entry"])
    .where("incident_news.incident_id", "=", incident)
    .where("slack_message.ts", "is", null)
    .orderBy("incident_news.id")
    .execute();
  const [oldest] = rows;
  if (oldest === undefined) return [];
  const lines = await newsSince(connection, incident, { line: oldest.first_entry - 1, sieve });
  return rows.map((row) => {
    const { first_entry: first, last_entry: final } = row;
    const told = lines.filter(({ id }) => id >= first && id <= final);
    return { message: messageOf(row), entries: told.map(({ entry }) => entry) };
  });
}

async function beginNews(tx: Transaction, incident: IncidentId): Promise<void> {
  await sql`
    insert into incident_news (incident_id, first_entry, last_entry)
    select incident_id, max(id), max(id) from timeline
    where incident_id = ${incident} group by incident_id`.execute(tx);
}

async function lastNews(
  connection: Connection,
  incident: IncidentId,
): Promise<
  { readonly id: number; readonly last_entry: number; readonly isWaiting: boolean } | undefined
> {
  const row = await connection
    .selectFrom("incident_news")
    .leftJoin("slack_message", "slack_message.id", "incident_news.message_id")
    .select(["incident_news.id", "last_entry", "message_id", "ts", "first_attempt_at"])
    .where("incident_news.incident_id", "=", incident)
    .orderBy("incident_news.id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const isWaiting = row.message_id !== null && row.ts === null && row.first_attempt_at === null;
  return { id: row.id, last_entry: row.last_entry, isWaiting };
}

async function newsSince(
  connection: Connection,
  incident: IncidentId,
  { line, sieve }: { readonly line: number; readonly sieve: Sieve },
): Promise<readonly Line[]> {
  const rows = await connection
    .selectFrom("timeline")
    .select(["id", "at", "actor", "event"])
    .where("incident_id", "=", incident)
    .where("id", ">", line)
    .where("kind", "in", sieve.kinds)
    .orderBy("id")
    .execute();
  return rows
    .map(({ id, at, actor, event }) => {
      return { id, entry: { at, by: Actor.parse(actor), event: IncidentEvent.parse(event) } };
    })
    .filter(({ entry }) => sieve.isNews(entry.event));
}
