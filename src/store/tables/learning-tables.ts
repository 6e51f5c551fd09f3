import type { ColumnType } from "kysely";
import type { DateTime } from "luxon";

type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;

/** What is kept so that a team can learn from it. */
export interface LearningTables {
  readonly budget_day: {
    objective: string;
    /** Of UTC, such as 2026-11-21. */
    day: string;
    remaining: number | null;
    /** What the whole day used; null until it is known. */
    spent: number | null;
    /** When that was last asked for. */
    asked_at: OptionalMoment;
    read_at: ColumnType<DateTime, DateTime, DateTime>;
  };
  /** Images of a report that Slack has, and the message that shows them. */
  readonly report_charts: {
    notice_id: number;
    message_id: number;
    files: ColumnType<unknown, string, never>;
    uploaded_at: ColumnType<DateTime, DateTime, never>;
  };
}
