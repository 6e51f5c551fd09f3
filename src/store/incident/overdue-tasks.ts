import { sql } from "kysely";
import type { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Priority } from "#domain/response/task.ts";
import type { Connection } from "#store/database/database.ts";

/** A follow-up that should be done by now. */
export type OverdueTask = {
  readonly incident: IncidentId;
  readonly number: number;
  readonly text: string;
  readonly service: string;
  readonly due: DateTime;
};

/** Follow-ups of that priority that were due before that moment, the oldest first; drills count nowhere. */
export async function overdueFollowUps(
  connection: Connection,
  priority: Priority,
  { before, limit }: { readonly before: DateTime; readonly limit: number },
): Promise<readonly OverdueTask[]> {
  const rows = await connection
    .selectFrom("task")
    .innerJoin("incident", "incident.id", "task.incident_id")
    .select(["task.incident_id", "task.number", "task.text", "task.due_at", "incident.service"])
    .where("task.state", "=", "open")
    .where("task.type", "=", "followup")
    .where("task.priority", "=", priority)
    .where("task.due_at", "<", before)
    .where(sql<boolean>`incident.drill is not true`)
    .orderBy("task.due_at")
    .orderBy("task.incident_id")
    .limit(limit)
    .execute();
  return rows.flatMap(({ incident_id: id, due_at: due, ...row }) => {
    return due === null ? [] : [{ ...row, incident: IncidentId.parse(id), due }];
  });
}
