import { IncidentId } from "#domain/incident/incident.ts";
import type { Connection } from "#store/database/database.ts";
import type { StoredShare } from "./shares.ts";

/** Incidents are numbered as they come: what is further away was over long ago, and a card is drawn often. */
const NEAR = 1000;
/** So long after the end of an impact an incident may begin that is about it. */
const LATE = { hours: 6 };
const MOST = 5;

/** Other incidents that used the same budget at the same time: each of them is told the whole. */
export async function incidentsSharing(
  connection: Connection,
  { incident: id, objective, impact }: Pick<StoredShare, "incident" | "objective" | "impact">,
): Promise<readonly IncidentId[]> {
  if (impact === null) return [];
  const rows = await connection
    .selectFrom("incident")
    .innerJoin("incident_share as share", "share.incident_id", "incident.id")
    .select("incident.id")
    .distinct()
    .where("incident.id", "<>", id)
    .where("incident.id", ">", id - NEAR)
    .where("incident.id", "<", id + NEAR)
    .where("status", "<>", "merged")
    .where("drill", "is not", true)
    .where("opened_at", "<", impact.end.plus(LATE))
    .where((where) =>
      where.or([where("resolved_at", "is", null), where("resolved_at", ">", impact.start)]),
    )
    .where("share.objective", "=", objective)
    .where("share.withdrawn_at", "is", null)
    .where("share.impact_start", "<", impact.end)
    .where("share.impact_end", ">", impact.start)
    .orderBy("incident.id")
    .limit(MOST)
    .execute();
  return rows.map((row) => IncidentId.parse(row.id));
}
