import type { ColumnType, Generated } from "kysely";
import type { DateTime } from "luxon";

type Moment = ColumnType<DateTime, DateTime, DateTime>;
type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;

/** What Muster knows of itself. */
export interface WatchTables {
  /** Incidents of which nobody has been paged yet, since their alert was accepted. */
  readonly awaited_page: { incident_id: number; accepted_at: Moment };
  readonly listening: { only_one: Generated<boolean>; at: Moment };
  /** A process, and what it found wrong when it last looked. */
  readonly replica: { name: string; seen_at: Moment; sick: string[] };
  readonly self_page: { day: string; sent_at: Moment; arrived_at: OptionalMoment };
}
