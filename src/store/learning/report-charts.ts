import type { DateTime } from "luxon";
import { z } from "zod";
import type { Connection, Transaction } from "#store/database/database.ts";
import { insertMessage, readMessage, type SlackMessage } from "#store/slack/slack-messages.ts";

/** An image that Slack has, and what it says. */
const ReportImage = z
  .object({ file: z.string(), title: z.string(), description: z.string() })
  .readonly();
export type ReportImage = z.infer<typeof ReportImage>;

export type ReportCharts = {
  readonly message: SlackMessage;
  readonly images: readonly ReportImage[];
  readonly uploadedAt: DateTime;
};

/** Null while none were uploaded. */
export async function reportChartsOf(
  connection: Connection,
  notice: number,
): Promise<ReportCharts | null> {
  const row = await connection
    .selectFrom("report_charts")
    .selectAll()
    .where("notice_id", "=", notice)
    .executeTakeFirst();
  const message = row === undefined ? null : await readMessage(connection, row.message_id);
  if (row === undefined || message === null) return null;
  return { message, images: z.array(ReportImage).parse(row.files), uploadedAt: row.uploaded_at };
}

/** Notes what was uploaded, and begins the message that will show it. */
export async function saveReportCharts(
  tx: Transaction,
  { notice, place }: { readonly notice: number; readonly place: string },
  { images, uploadedAt }: Omit<ReportCharts, "message">,
): Promise<void> {
  const message = await insertMessage(tx, { kind: "notice", place });
  await tx
    .insertInto("report_charts")
    .values({
      notice_id: notice,
      message_id: message.id,
      files: JSON.stringify(images),
      uploaded_at: uploadedAt,
    })
    .execute();
}
