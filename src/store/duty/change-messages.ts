import type { Database } from "#store/database/database.ts";
import { insertMessage, messageOf, type SlackMessage } from "#store/slack/slack-messages.ts";

/** What a message is for: a change or a request, and which of its messages. */
export type ChangeSubject = { readonly subject: string; readonly purpose: string };

/** The one message for this purpose, noted if it is not there yet. */
export async function intendAbout(
  database: Database,
  { subject, purpose }: ChangeSubject,
  place: string,
): Promise<SlackMessage> {
  return await database.transaction(async (tx) => {
    const known = await tx
      .selectFrom("change_message")
      .innerJoin("slack_message", "slack_message.id", "change_message.message_id")
      .selectAll("slack_message")
      .where("subject", "=", subject)
      .where("purpose", "=", purpose)
      .executeTakeFirst();
    if (known !== undefined) return messageOf(known);
    const message = await insertMessage(tx, { kind: "notice", place });
    const row = { subject, purpose, message_id: message.id };
    await tx.insertInto("change_message").values(row).execute();
    return message;
  });
}
