import type { Connection, Transaction } from "#store/database/database.ts";
import { messageOf, type SlackMessage } from "#store/slack/slack-messages.ts";

/** The message that was meant to deliver this page, if one was begun. */
export async function messageOfPage(
  connection: Connection,
  page: number,
): Promise<SlackMessage | null> {
  const row = await connection
    .selectFrom("slack_message")
    .innerJoin("slack_message_entry", "slack_message_entry.message_id", "slack_message.id")
    .selectAll("slack_message")
    .where("slack_message_entry.page_id", "=", page)
    .executeTakeFirst();
  return row === undefined ? null : messageOf(row);
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
