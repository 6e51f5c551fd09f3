import { sql } from "kysely";
import type { DateTime } from "luxon";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import { idsOf } from "#domain/incident/people-in.ts";
import type { Priority, TaskKind } from "#domain/response/task.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** A task as lists over all incidents show it. */
export type ListedTask = {
  readonly incident: IncidentId;
  readonly number: number;
  readonly type: TaskKind;
  readonly text: string;
  readonly due: DateTime | null;
  readonly priority: Priority | null;
};

/** Has the lists say of these incidents' tasks what the incidents say. */
export async function saveTasks(tx: Transaction, incidents: readonly Incident[]): Promise<void> {
  const rows = incidents.flatMap(({ id, tasks }) =>
    tasks.map(({ number, type, text, state, owner, due, priority, key, addedAt, endedAt }) => ({
      incident_id: id,
      number,
      type,
      text,
      state,
      owners: [...idsOf(owner)],
      due_at: due,
      priority,
      key,
      added_at: addedAt,
      ended_at: endedAt,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into task select * from jsonb_populate_recordset(null::task, ${JSON.stringify(rows)}::jsonb)
    on conflict (incident_id, number) do update set
      type = excluded.type, text = excluded.text, state = excluded.state,
      owners = excluded.owners, due_at = excluded.due_at,
      priority = excluded.priority, key = excluded.key,
      added_at = excluded.added_at, ended_at = excluded.ended_at`.execute(tx);
}

/** What somebody with these ids has to do, what is due first. */
export async function openTasksOf(
  connection: Connection,
  ids: readonly string[],
  limit: number,
): Promise<readonly ListedTask[]> {
  const rows = await connection
    .selectFrom("task")
    .select(["incident_id", "number", "type", "text", "due_at", "priority"])
    .where("state", "=", "open")
    .where(sql<boolean>`owners && ${[...ids]}::text[]`)
    .orderBy(sql`due_at nulls last`)
    .orderBy("incident_id")
    .orderBy("number")
    .limit(limit)
    .execute();
  return rows.map(({ incident_id: id, due_at: due, ...row }) => {
    return { ...row, incident: IncidentId.parse(id), due };
  });
}
