import { type AliasedRawBuilder, sql, type Selectable } from "kysely";
import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import { Notice, type NoticeInput } from "#domain/incident/notice.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";
import { insertMessage, readMessage, type SlackMessage } from "#store/slack/slack-messages.ts";
import type { HandOffTables } from "#store/tables/hand-off-tables.ts";

/** Something to be told once, and the message that tells it. */
export type StoredNotice = {
  readonly id: number;
  /** Whom it is for: `person/bob`, `channel/shop` or `incident/12`. */
  readonly place: string;
  readonly about: Notice;
  readonly message: number | null;
};

export type NewNotice = {
  /** Two notices with the same one are one. */
  readonly key: string;
  readonly place: string;
  readonly about: NoticeInput;
};

const KIND: AliasedRawBuilder<string, "kind"> = sql<string>`about ->> 'kind'`.as("kind");

/** Notes what is to be told and has it sent; what was told before is not told again. */
export async function insertNotices(tx: Transaction, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = await tx
    .insertInto("notice")
    .values(notices.map(({ about, ...row }) => ({ ...row, about: JSON.stringify(about) })))
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning(["id", "place", KIND])
    .execute();
  await enqueue(tx, rows.map(noticeJob));
}

/** Has the messages about a hand-over show what is true now. */
export async function refreshNotices(tx: Transaction, handOver: number): Promise<void> {
  const rows = await tx
    .selectFrom("notice")
    .select(["id", "place", KIND])
    .where(sql`about ->> 'handOver'`, "=", String(handOver))
    .execute();
  await enqueue(tx, rows.map(noticeJob));
}

/** These stay as they were told. */
const STILL: readonly Notice["kind"][] = ["duties", "left-channel", "update-told", "follow-ended"];

/** The same for those about an incident. */
export async function refreshNoticesAbout(tx: Transaction, incident: IncidentId): Promise<void> {
  const rows = await tx
    .selectFrom("notice")
    .select(["id", "place", KIND])
    .where(sql`about ->> 'incident'`, "=", String(incident))
    .where(sql`about ->> 'kind'`, "not in", STILL)
    .execute();
  await enqueue(tx, rows.map(noticeJob));
}

/** The same for those that tell what is wrong with Muster itself. */
export async function refreshNoticesOf(
  tx: Transaction,
  impairments: readonly number[],
): Promise<void> {
  if (impairments.length === 0) return;
  const rows = await tx
    .selectFrom("notice")
    .select(["id", "place", KIND])
    .where(sql`about ->> 'kind'`, "=", "impairment")
    .where((where) =>
      where.or(
        impairments.map((id) => sql<boolean>`about -> 'impairments' @> ${String(id)}::jsonb`),
      ),
    )
    .execute();
  await enqueue(tx, rows.map(noticeJob));
}

export async function readNotice(connection: Connection, id: number): Promise<StoredNotice | null> {
  const row = await connection
    .selectFrom("notice")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : noticeOf(row);
}

/** The message that tells it, begun if it is not yet there. */
export async function messageOfNotice(
  tx: Transaction,
  { id, place }: StoredNotice,
): Promise<SlackMessage> {
  const { message_id: known } = await tx
    .selectFrom("notice")
    .select("message_id")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const standing = known === null ? null : await readMessage(tx, known);
  if (standing !== null) return standing;
  const message = await insertMessage(tx, { kind: "notice", place });
  await tx.updateTable("notice").set({ message_id: message.id }).where("id", "=", id).execute();
  return message;
}

/** When a notice with a key that begins so was last made; null when none was. */
export async function lastNoticeAt(
  connection: Connection,
  keysBegin: string,
): Promise<DateTime | null> {
  const row = await connection
    .selectFrom("notice")
    .select("created_at")
    .where((where) => where(where.fn("starts_with", ["key", where.val(keysBegin)]), "=", true))
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

type Row = { readonly id: number; readonly place: string; readonly kind: string };

function noticeJob({ id, place, kind }: Row): NewJob {
  // What is posted in a channel waits its turn behind the cards there; for a report, which takes long to read, they would wait.
  const isQuick = place.startsWith("channel/") && kind !== "report";
  const lane = isQuick ? `card:${place}` : `notice:${place}`;
  return { lane, kind: "notice", payload: { notice: id }, dedupe: `notice/${id}` };
}

function noticeOf(row: Selectable<HandOffTables["notice"]>): StoredNotice {
  const { id, place, message_id: message } = row;
  return { id, place, about: Notice.parse(row.about), message };
}
