import type { ColumnType } from "kysely";
import type { DateTime } from "luxon";
import type {
  ServiceChangeKind,
  ServiceChangeSource,
  ServiceChangeStatus,
} from "#domain/service-change.ts";

type Moment = ColumnType<DateTime, DateTime, DateTime>;

/** The table of what is changed about services. */
export interface ServiceChangeTables {
  readonly service_change: {
    source: ServiceChangeSource;
    id: string;
    kind: ServiceChangeKind;
    title: string;
    services: readonly string[];
    status: ServiceChangeStatus;
    at: Moment;
    ended_at: ColumnType<DateTime | null, DateTime | null, DateTime | null>;
    done_by: string | null;
    link: string | null;
    revision: string | null;
    environment: string | null;
    told_at: Moment;
  };
}
