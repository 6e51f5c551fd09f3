import type { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { messageOf, type SlackMessage } from "./slack-messages.ts";

/** More new incidents in one place than people can read one by one. */
export type Storm = {
  readonly place: string;
  readonly since: DateTime;
  readonly lastNewAt: DateTime;
};

/** A digest, and how many incidents it tells of. */
export type Digest = {
  readonly message: SlackMessage;
  readonly size: number;
  readonly postedAt: DateTime | null;
};

export async function stormAt(connection: Connection, place: string): Promise<Storm | null> {
  const row = await connection
    .selectFrom("slack_storm")
    .selectAll()
    .where("place", "=", place)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { place: row.place, since: row.since, lastNewAt: row.last_new_at };
}

/** A storm begins here, or goes on. */
export async function noteStorm(tx: Transaction, place: string, now: DateTime): Promise<void> {
  await tx
    .insertInto("slack_storm")
    .values({ place, since: now, last_new_at: now })
    .onConflict((conflict) => conflict.column("place").doUpdateSet({ last_new_at: now }))
    .execute();
}

export async function endStorm(tx: Transaction, place: string): Promise<void> {
  await tx.deleteFrom("slack_storm").where("place", "=", place).execute();
}

/** The digests of a storm, the newest first; one that is not posted yet belongs to it as well. */
export async function digestsOfStorm(
  connection: Connection,
  { place, since }: Storm,
): Promise<readonly Digest[]> {
  const rows = await connection
    .selectFrom("slack_message")
    .selectAll()
    .select((select) =>
      select
        .selectFrom("slack_message_entry")
        .select(({ fn }) => fn.countAll<number>().as("size"))
        .whereRef("slack_message_entry.message_id", "=", "slack_message.id")
        .as("size"),
    )
    .where("kind", "=", "digest")
    .where("place", "=", place)
    .where((where) => where.or([where("posted_at", "is", null), where("posted_at", ">=", since)]))
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({
    message: messageOf(row),
    size: Number(row.size),
    postedAt: row.posted_at,
  }));
}

/** Which of these incidents have a card of their own here, posted or intended. */
export async function incidentsWithCard(
  connection: Connection,
  incidents: readonly IncidentId[],
): Promise<ReadonlySet<IncidentId>> {
  if (incidents.length === 0) return new Set();
  const rows = await connection
    .selectFrom("slack_message")
    .select("incident_id")
    .where("kind", "=", "card")
    .where("incident_id", "in", incidents)
    .execute();
  return new Set(rows.map((row) => IncidentId.parse(row.incident_id)));
}

/** Which digest tells of each of these incidents. */
export async function digestsOf(
  connection: Connection,
  incidents: readonly IncidentId[],
): Promise<ReadonlyMap<IncidentId, SlackMessage>> {
  if (incidents.length === 0) return new Map();
  const rows = await connection
    .selectFrom("slack_message")
    .innerJoin("slack_message_entry", "slack_message_entry.message_id", "slack_message.id")
    .selectAll("slack_message")
    .select("slack_message_entry.incident_id as about")
    .where("slack_message.kind", "=", "digest")
    .where("slack_message_entry.incident_id", "in", incidents)
    .execute();
  return new Map(rows.map((row) => [IncidentId.parse(row.about), messageOf(row)]));
}
