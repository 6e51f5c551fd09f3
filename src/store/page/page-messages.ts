import { sql } from "kysely";
import type { Duration } from "luxon";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { messageOf, type SlackMessage } from "#store/slack/slack-messages.ts";

/** By page, the message that was meant to deliver it, where one was begun. */
export async function messagesOfPages(
  connection: Connection,
  pages: readonly number[],
): Promise<ReadonlyMap<number, SlackMessage>> {
  if (pages.length === 0) return new Map();
  const rows = await connection
    .selectFrom("slack_message")
    .innerJoin("slack_message_entry", "slack_message_entry.message_id", "slack_message.id")
    .selectAll("slack_message")
    .select("slack_message_entry.page_id as page")
    .where("slack_message_entry.page_id", "in", pages)
    .orderBy("slack_message_entry.page_id")
    .execute();
  return new Map(rows.flatMap((row) => (row.page === null ? [] : [[row.page, messageOf(row)]])));
}

const MOST_DIGESTS = 10;

/** How many digests went to the same place before this one, since then; a few at most. */
export async function digestsBefore(
  connection: Connection,
  digest: number,
  since: Duration,
): Promise<number> {
  const rows = await connection
    .selectFrom("slack_message as sent")
    .innerJoin("slack_message as other", (join) =>
      join.onRef("other.place", "=", "sent.place").onRef("other.id", "<", "sent.id"),
    )
    .select([
      "other.kind",
      sql<boolean>`other.posted_at > ${musterNow()} - make_interval(secs => ${since.as("seconds")})`.as(
        "isRecent",
      ),
    ])
    .where("sent.id", "=", digest)
    .orderBy("other.id", "desc")
    .limit(MOST_DIGESTS)
    .execute();
  return rows.filter(({ kind, isRecent }) => kind === "page-digest" && isRecent).length;
}

/** The message that was begun for a page delivers a newer one of the same incident instead, which says the same. */
export async function takeOver(tx: Transaction, older: number, newer: number): Promise<void> {
  await tx
    .updateTable("slack_message_entry")
    .set({ page_id: newer })
    .where("page_id", "=", older)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("slack_message_entry as standing")
            .select("standing.page_id")
            .where("standing.page_id", "=", newer),
        ),
      ),
    )
    .execute();
}
