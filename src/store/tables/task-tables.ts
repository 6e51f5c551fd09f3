import type { ColumnType } from "kysely";
import type { DateTime } from "luxon";
import type { Priority, Task, TaskKind } from "#domain/response/task.ts";

type OptionalMoment = ColumnType<DateTime | null, DateTime | null, DateTime | null>;

/** The table of what is to be done. */
export interface TaskTables {
  readonly task: {
    incident_id: number;
    number: number;
    type: TaskKind;
    text: string;
    state: Task["state"];
    /** Whoever owns it, by all their ids; empty for nobody. */
    owners: readonly string[];
    due_at: OptionalMoment;
    priority: Priority | null;
    /** Names what added it; null when an older version wrote the row. */
    key: string | null;
    added_at: OptionalMoment;
    ended_at: OptionalMoment;
  };
}
