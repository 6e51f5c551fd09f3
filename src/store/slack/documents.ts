import { z } from "zod";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Connection, Database } from "#store/database/database.ts";
import type { DocumentPurpose } from "#store/tables/document-tables.ts";
import { insertMessage, messageOf, type SlackMessage } from "./slack-messages.ts";

const StandingDocument = z
  .object({
    /** The name of what keeps it. */
    target: z.string(),
    /** Its id there. */
    id: z.string(),
    link: z.string().nullable(),
    /** A digest of what it shows. */
    shown: z.string(),
    /** Why it stands there and in no better place, in words for people. */
    left: z.string().nullable().prefault(null),
  })
  .readonly();

/** A document that is known to stand in Slack. */
export type StandingDocument = z.infer<typeof StandingDocument>;

/** How the postmortem of an incident is shown in Slack. */
export type ShownDocument = {
  readonly standing: StandingDocument | null;
  /** Why it could not be shown as it reads now, in words for people. */
  readonly trouble: string | null;
};

export async function shownDocumentOf(
  connection: Connection,
  incident: IncidentId,
): Promise<ShownDocument> {
  const row = await connection
    .selectFrom("slack_document")
    .select(["standing", "trouble"])
    .where("incident_id", "=", incident)
    .executeTakeFirst();
  const standing = StandingDocument.nullable().parse(row?.standing ?? null);
  return { standing, trouble: row?.trouble ?? null };
}

/** How it is shown from now on. */
export async function noteShownDocument(
  connection: Connection,
  incident: IncidentId,
  { standing, trouble }: ShownDocument,
): Promise<void> {
  const row = { standing: standing === null ? null : JSON.stringify(standing), trouble };
  await connection
    .insertInto("slack_document")
    .values({ incident_id: incident, ...row })
    .onConflict((conflict) => conflict.column("incident_id").doUpdateSet(row))
    .execute();
}

/** The one message for this purpose, noted if it is not there yet. */
export async function intendDocumentMessage(
  database: Database,
  { incident, purpose }: { readonly incident: IncidentId; readonly purpose: DocumentPurpose },
  place: string,
): Promise<SlackMessage> {
  return await database.transaction(async (tx) => {
    const known = await documentMessage(tx, incident, purpose);
    if (known !== null) return known;
    const message = await insertMessage(tx, { kind: "notice", place });
    const row = { incident_id: incident, purpose, message_id: message.id };
    await tx.insertInto("slack_document_message").values(row).execute();
    return message;
  });
}

export async function documentMessage(
  connection: Connection,
  incident: IncidentId,
  purpose: DocumentPurpose,
): Promise<SlackMessage | null> {
  const row = await connection
    .selectFrom("slack_document_message")
    .innerJoin("slack_message", "slack_message.id", "slack_document_message.message_id")
    .selectAll("slack_message")
    .where("slack_document_message.incident_id", "=", incident)
    .where("slack_document_message.purpose", "=", purpose)
    .executeTakeFirst();
  return row === undefined ? null : messageOf(row);
}
