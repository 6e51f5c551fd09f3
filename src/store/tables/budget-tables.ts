import type { ColumnType, GeneratedAlways } from "kysely";
import type { DateTime } from "luxon";

type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;

/** Error budgets, and what incidents used of them. */
export interface BudgetTables {
  readonly budget: {
    objective: string;
    live: ColumnType<unknown, string, string>;
    read_at: OptionalMoment;
    /** Why it could not be read since. */
    error: string | null;
    frozen_since: OptionalMoment;
    /** Since when something is left again, while changes still rest. */
    recovering_since: OptionalMoment;
  };
  readonly incident_share: {
    id: GeneratedAlways<number>;
    incident_id: number;
    objective: string;
    /** Live is replaced again and again; the others are kept. */
    phase: "live" | "final";
    impact_start: OptionalMoment;
    impact_end: OptionalMoment;
    share: ColumnType<unknown, string, string>;
    asked: ColumnType<unknown, string, string>;
    measured_at: ColumnType<DateTime, DateTime, DateTime>;
  };
}
