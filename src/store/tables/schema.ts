import type { ColumnType, GeneratedAlways, JSONColumnType } from "kysely";
import type { DateTime } from "luxon";
import type { BudgetTables } from "./budget-tables.ts";
import type { CalendarTables } from "./calendar-tables.ts";
import type { ChangeTables } from "./change-tables.ts";
import type { DocumentTables } from "./document-tables.ts";
import type { HandOffTables } from "./hand-off-tables.ts";
import type { ImpairmentTables } from "./impairment-tables.ts";
import type { IncidentTables } from "./incident-tables.ts";
import type { LearningTables } from "./learning-tables.ts";
import type { PeopleTables } from "./people-tables.ts";
import type { PostmortemTables } from "./postmortem-tables.ts";
import type { ScheduleTables } from "./schedule-tables.ts";
import type { ServiceChangeTables } from "./service-change-tables.ts";
import type { SlackTables } from "./slack-tables.ts";
import type { TaskTables } from "./task-tables.ts";
import type { TimelineTables } from "./timeline-tables.ts";
import type { TraceTables } from "./trace-tables.ts";
import type { WatchTables } from "./watch-tables.ts";
import type { WayTables } from "./way-tables.ts";

/** The tables as kysely sees them; columns are snake_case here and in SQL only. */
export interface Schema
  extends
    BudgetTables,
    CalendarTables,
    ChangeTables,
    DocumentTables,
    HandOffTables,
    ImpairmentTables,
    IncidentTables,
    LearningTables,
    PeopleTables,
    PostmortemTables,
    ScheduleTables,
    ServiceChangeTables,
    SlackTables,
    TaskTables,
    TimelineTables,
    TraceTables,
    WatchTables,
    WayTables {
  readonly lane: LaneTable;
  readonly job: JobTable;
}

/** Filled in by the database unless given. */
type WithDefault<T> = ColumnType<T, T | undefined, T>;

interface LaneTable {
  /** A class, a colon and a key: `page:C0123`. */
  name: string;
  class: GeneratedAlways<string>;
  /** The earliest moment at which something may be done here; infinity when the lane is empty. */
  ready_at: DateTime;
  paused_until: DateTime | null;
  lease_until: DateTime | null;
  leased_by: string | null;
  /** Changes with each claim, so that a worker that lost its lease can no longer finish. */
  token: WithDefault<number>;
}

interface JobTable {
  id: GeneratedAlways<number>;
  lane: string;
  kind: string;
  payload: JSONColumnType<object>;
  run_at: DateTime;
  /** How often it failed. */
  attempts: WithDefault<number>;
  last_error: string | null;
  /** Jobs with the same one in the same lane are one job, until it is claimed. */
  dedupe: string | null;
  created_at: WithDefault<DateTime>;
}
