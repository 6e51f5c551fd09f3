import { type RawBuilder, type Selectable, sql } from "kysely";
import type { DateTime } from "luxon";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { HandOffTables } from "#store/tables/hand-off-tables.ts";

/** A schedule changes hands, or will. */
export type HandOver = {
  readonly id: number;
  readonly schedule: string;
  readonly giver: string | null;
  readonly receiver: string | null;
  readonly at: DateTime;
  /** What the giver wrote. */
  readonly note: string | null;
  /** Null while it is a draft. */
  readonly postedAt: DateTime | null;
  readonly confirmedAt: DateTime | null;
  readonly acceptedAt: DateTime | null;
};

export type Hands = Pick<HandOver, "schedule" | "giver" | "receiver" | "at">;

/** The schedule's draft, made or brought up to date; what its giver wrote stays while it is the same giver. */
export async function draftHandOver(tx: Transaction, hands: Hands): Promise<HandOver> {
  const row = await tx
    .insertInto("hand_over")
    .values(hands)
    .onConflict((conflict) =>
      conflict
        .column("schedule")
        .where("posted_at", "is", null)
        .doUpdateSet({
          giver: hands.giver,
          receiver: hands.receiver,
          at: hands.at,
          note: sql`case when hand_over.giver = excluded.giver then hand_over.note end`,
        }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return handOverOf(row);
}

/** The hand-over of these hands at that moment, from its draft if there is one; one that was posted before stays as it is. */
export async function postHandOver(tx: Transaction, hands: Hands): Promise<HandOver> {
  return (await postedHandOver(tx, hands)) ?? (await post(tx, await draftHandOver(tx, hands)));
}

/** The schedule goes to nobody: what its giver has drafted waits for whoever comes after that. */
export async function postEnd(tx: Transaction, hands: Hands): Promise<HandOver> {
  const row = await tx
    .insertInto("hand_over")
    .values({ ...hands, posted_at: musterNow() })
    .returningAll()
    .executeTakeFirstOrThrow();
  return handOverOf(row);
}

/** How the schedule changed hands before that; null when it never did. */
export async function handOverBefore(
  tx: Transaction,
  { schedule, at }: Pick<Hands, "schedule" | "at">,
): Promise<HandOver | null> {
  const row = await tx
    .selectFrom("hand_over")
    .selectAll()
    .where("schedule", "=", schedule)
    .where("posted_at", "is not", null)
    .where("at", "<", at)
    .orderBy(sql`greatest(posted_at, at)`, "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : handOverOf(row);
}

/** Posts a draft as it stands; one that has been posted stays as it is. */
export async function post(tx: Transaction, { id }: Pick<HandOver, "id">): Promise<HandOver> {
  const row = await tx
    .updateTable("hand_over")
    .set({ posted_at: sql`coalesce(posted_at, ${musterNow()})` })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return handOverOf(row);
}

export async function readHandOver(connection: Connection, id: number): Promise<HandOver | null> {
  const row = await connection
    .selectFrom("hand_over")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : handOverOf(row);
}

/** Those that began since then and that their receiver has not answered in full, while they are the schedule's last. */
export async function unansweredHandOvers(
  connection: Connection,
  since: DateTime,
): Promise<readonly HandOver[]> {
  const rows = await connection
    .selectFrom("hand_over")
    .selectAll()
    .where("posted_at", "is not", null)
    .where(sql<boolean>`greatest(posted_at, at) > ${since}`)
    .where("receiver", "is not", null)
    .where((where) => where.not(followed()))
    .where((where) =>
      where.or([
        where("confirmed_at", "is", null),
        where.and([where("accepted_at", "is", null), where("giver", "is not", null)]),
      ]),
    )
    .orderBy("id")
    .execute();
  return rows.map(handOverOf);
}

/** Whether the schedule has changed hands again since. */
export async function isFollowed(connection: Connection, id: number): Promise<boolean> {
  const row = await connection
    .selectFrom("hand_over")
    .select("id")
    .where("id", "=", id)
    .where("posted_at", "is not", null)
    .where(followed())
    .executeTakeFirst();
  return row !== undefined;
}

/** One that was sent early counts from the moment at which the schedule changes hands. */
function followed(): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from hand_over as later
    where later.schedule = hand_over.schedule
      and later.posted_at is not null
      and later.at <= ${musterNow()}
      and greatest(later.posted_at, later.at) > greatest(hand_over.posted_at, hand_over.at)
  )`;
}

export async function noteWords(tx: Transaction, id: number, note: string): Promise<void> {
  await tx
    .updateTable("hand_over")
    .set({ note: note === "" ? null : note })
    .where("id", "=", id)
    .execute();
}

/** Slack reaches the receiver: they have pressed something. */
export async function noteConfirmed(tx: Transaction, id: number): Promise<void> {
  await tx
    .updateTable("hand_over")
    .set({ confirmed_at: sql`coalesce(confirmed_at, ${musterNow()})` })
    .where("id", "=", id)
    .execute();
}

export async function noteAccepted(tx: Transaction, id: number): Promise<void> {
  await noteConfirmed(tx, id);
  await tx
    .updateTable("hand_over")
    .set({ accepted_at: sql`coalesce(accepted_at, ${musterNow()})` })
    .where("id", "=", id)
    .execute();
}

/** The one of these hands at that moment, when it was posted already: early, by its giver. */
export async function postedHandOver(tx: Transaction, hands: Hands): Promise<HandOver | null> {
  const { schedule, giver, receiver, at } = hands;
  const row = await tx
    .selectFrom("hand_over")
    .selectAll()
    .where("schedule", "=", schedule)
    .where("giver", "is not distinct from", giver)
    .where("receiver", "is not distinct from", receiver)
    .where("at", "=", at)
    .where("posted_at", "is not", null)
    .executeTakeFirst();
  return row === undefined ? null : handOverOf(row);
}

function handOverOf(row: Selectable<HandOffTables["hand_over"]>): HandOver {
  const { id, schedule, giver, receiver, at, note } = row;
  const { posted_at: postedAt, confirmed_at: confirmedAt, accepted_at: acceptedAt } = row;
  return { id, schedule, giver, receiver, at, note, postedAt, confirmedAt, acceptedAt };
}
