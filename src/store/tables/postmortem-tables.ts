import type { ColumnType, GeneratedAlways } from "kysely";
import type { DateTime } from "luxon";

type Moment = ColumnType<DateTime, DateTime, DateTime>;

/** What people write about incidents when they are over. */
export interface PostmortemTables {
  readonly postmortem_section: {
    incident_id: number;
    section: string;
    /** Counts from 1; each is kept. */
    version: number;
    text: string;
    written_by: ColumnType<unknown, string, never>;
    written_at: Moment;
  };
  readonly postmortem_document: {
    incident_id: number;
    title: string;
    markdown: string;
    kept_at: Moment;
    /** Since when it stays as it is. */
    published_at: ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;
    words: GeneratedAlways<string>;
  };
}
