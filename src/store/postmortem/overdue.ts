import { sql } from "kysely";
import type { DateTime } from "luxon";
import { Actor } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { PostmortemStage } from "#domain/response/postmortem.ts";
import { POSTMORTEM_KEY } from "#domain/response/task.ts";
import type { Connection } from "#store/database/database.ts";

/** A postmortem that somebody still has to publish. */
export type OwedPostmortem = {
  readonly incident: IncidentId;
  readonly title: string;
  readonly service: string;
  readonly severity: string;
  readonly stage: PostmortemStage;
  readonly owner: Actor | null;
  readonly due: DateTime;
};

/** Those that were due before that moment, the oldest first. */
export async function overduePostmortems(
  connection: Connection,
  { before, limit }: { readonly before: DateTime; readonly limit: number },
): Promise<readonly OwedPostmortem[]> {
  const rows = await connection
    .selectFrom("task")
    .innerJoin("incident", "incident.id", "task.incident_id")
    .select(["incident.id", "incident.service", "incident.severity", "task.due_at as due"])
    .select(sql<string | null>`incident.state ->> 'title'`.as("title"))
    .select(sql`incident.state #>> '{postmortem,stage}'`.as("stage"))
    .select(OWNER.as("owner"))
    .where("task.state", "=", "open")
    .where("task.key", "=", sql.lit(POSTMORTEM_KEY))
    .where("task.due_at", "<", before)
    .where("incident.status", "<>", "merged")
    .where("incident.drill", "is not", true)
    .orderBy("task.due_at")
    .orderBy("incident.id")
    .limit(limit)
    .execute();
  return rows.flatMap(({ id, title, stage, owner, due, ...row }) => {
    if (due === null) return [];
    const about = { incident: IncidentId.parse(id), title: title ?? "", due };
    return [
      {
        ...row,
        ...about,
        stage: PostmortemStage.catch("none").parse(stage),
        owner: Actor.nullable().catch(null).parse(owner),
      },
    ];
  });
}

/** The task's row has ids only. */
const OWNER = sql`jsonb_path_query_first(
  incident.state, '$.tasks[*] ? (@.key == $key).owner', ${JSON.stringify({ key: POSTMORTEM_KEY })}::jsonb)`;
