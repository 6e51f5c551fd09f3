import type { ColumnType, GeneratedAlways } from "kysely";
import type { DateTime } from "luxon";

/** The table of calendars that people subscribe to. */
export interface CalendarTables {
  readonly calendar: {
    id: GeneratedAlways<number>;
    /** The id in `people` of whoever asked for it. */
    owner: string;
    /** Null for the owner's own shifts. */
    schedule: string | null;
    secret: string;
    hash: string;
    created_at: ColumnType<DateTime, DateTime | undefined, never>;
  };
}
