import type { ColumnType, Generated } from "kysely";
import type { DateTime } from "luxon";

type Moment = ColumnType<DateTime, DateTime, DateTime>;
type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;

/** How an alert came to where it is. */
export interface TraceTables {
  /** Which deliveries changed an incident; it outlives their bytes. */
  readonly delivery_incident: {
    delivery_id: number;
    incident_id: number;
    source: string;
    received_at: Moment;
    told_at: Moment;
  };
  /** Until when traces were exported, and who may not do so meanwhile. */
  readonly trace_export: {
    one: Generated<boolean>;
    exported_until: Moment;
    claimed_until: OptionalMoment;
  };
}
