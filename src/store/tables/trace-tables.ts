import type { ColumnType } from "kysely";
import type { DateTime } from "luxon";

type Moment = ColumnType<DateTime, DateTime, DateTime>;

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
}
