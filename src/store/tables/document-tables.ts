import type { JSONColumnType } from "kysely";

/** Which of an incident's messages about its postmortem one is. */
export type DocumentPurpose = "postmortem" | "published" | "announced";

/** How postmortems are shown in Slack. */
export interface DocumentTables {
  readonly slack_document: {
    incident_id: number;
    /** Where the document stands and what it shows; null when it stands nowhere. */
    standing: JSONColumnType<object | null, string | null, string | null>;
    /** Why it does not stand where it should, or does not follow any more. */
    trouble: string | null;
  };
  readonly slack_document_message: {
    incident_id: number;
    purpose: DocumentPurpose;
    message_id: number;
  };
}
