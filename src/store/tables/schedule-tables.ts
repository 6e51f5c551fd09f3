import type { ColumnType, JSONColumnType } from "kysely";
import type { DateTime } from "luxon";

/** The tables of who is on call. */
export interface ScheduleTables {
  readonly layer_version: {
    schedule: string;
    /** The layer's place in the schedule, from 0. */
    layer: number;
    position: number;
    written: JSONColumnType<object>;
    version: JSONColumnType<object>;
    created_at: ColumnType<DateTime, DateTime | undefined, never>;
  };
}
