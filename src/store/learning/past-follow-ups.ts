import { sql } from "kysely";
import { DateTime } from "luxon";
import type { PastFollowUp } from "#domain/learning/past.ts";
import { POSTMORTEM_KEY } from "#domain/response/task.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { Connection } from "#store/database/database.ts";

type Row = {
  readonly incident_id: number;
  readonly number: number;
  readonly service: string;
  readonly text: string;
  readonly state: PastFollowUp["state"];
  readonly added_at: DateTime | null;
  readonly ended_at: DateTime | null;
  readonly due_at: DateTime | null;
  readonly key: string | null;
  readonly priority: string | null;
};

/** Follow-ups of these services that are open, or were made, due or ended since the span began; drills left out. */
export async function pastFollowUps(
  connection: Connection,
  services: readonly string[],
  { start, end }: Span,
): Promise<readonly PastFollowUp[]> {
  const [from, to] = [start, end].map((at) => DateTime.fromMillis(at, { zone: "utc" }));
  const { rows } = await sql<Row>`
    select task.incident_id, task.number, incident.service, task.text, task.state,
      task.added_at, task.ended_at, task.due_at, task.key, task.priority
    from task join incident on incident.id = task.incident_id
    where task.type = 'followup' and incident.drill is not true
      and incident.service = any(${[...services]}::text[])
      and (task.state = 'open' or task.added_at >= ${from} or task.due_at >= ${from}
        or task.ended_at >= ${from})
      and (task.added_at is null or task.added_at < ${to})
    order by task.incident_id, task.number`.execute(connection);
  return rows.map(followUpOf);
}

function followUpOf(row: Row): PastFollowUp {
  const { incident_id: incident, number, service, text, state } = row;
  return {
    incident,
    number,
    service,
    text,
    state,
    isPostmortem: row.key === POSTMORTEM_KEY,
    isP0: row.priority === "P0",
    addedAt: row.added_at,
    endedAt: row.ended_at,
    due: row.due_at,
  };
}
