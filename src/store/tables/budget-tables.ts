import type { ColumnType } from "kysely";
import type { DateTime } from "luxon";

type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;

/** The table of error budgets. */
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
}
