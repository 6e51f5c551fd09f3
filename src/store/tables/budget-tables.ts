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
    /** Lines of the policy that it has crossed, by the rule's key. */
    crossings: ColumnType<unknown, string | undefined, string>;
  };
  readonly incident_share: {
    id: GeneratedAlways<number>;
    incident_id: number;
    objective: string;
    /** Live is replaced again and again; the others are kept. */
    phase: "live" | "preliminary" | "final" | "postmortem" | "manual";
    impact_start: OptionalMoment;
    impact_end: OptionalMoment;
    share: ColumnType<unknown, string, string>;
    asked: ColumnType<unknown, string, string>;
    measured_at: ColumnType<DateTime, DateTime, DateTime>;
    /** Who gave it by hand, and why. */
    given: ColumnType<unknown, string | null | undefined, string | null>;
    /** Since when what was given by hand does not hold any more. */
    withdrawn_at: OptionalMoment;
    /** When it was asked for in vain, and what came instead. */
    attempts: ColumnType<unknown, string | undefined, string>;
  };
  readonly incident_chart: {
    incident_id: number;
    objective: string;
    chart: ColumnType<unknown, string, string>;
    taken_at: ColumnType<DateTime, DateTime, DateTime>;
  };
}
