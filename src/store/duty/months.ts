import { sql } from "kysely";
import { DateTime } from "luxon";
import type { Span } from "#domain/schedule/span.ts";
import type { PageSent } from "#domain/shift/fairness.ts";
import type { Connection } from "#store/database/database.ts";

/** Pages to people that should have rung, oldest first; what never arrived woke nobody. */
export async function pagesSent(
  connection: Connection,
  { start, end }: Span,
): Promise<readonly PageSent[]> {
  const rows = await connection
    .selectFrom("page")
    .select(["incident_id", "created_at", sql<string>`target ->> 'person'`.as("person")])
    .where("created_at", ">=", moment(start))
    .where("created_at", "<", moment(end))
    .where("state", "=", "sent")
    .where(IS_NO_DRILL)
    .where("urgency", "=", "high")
    .where(sql<string>`target ->> 'kind'`, "=", "person")
    .orderBy("id")
    .execute();
  return rows.map(({ incident_id: incident, created_at: at, person }) => {
    return { person, incident, at: at.toMillis() };
  });
}

/** Since when there is a record of who really was on call, by schedule. */
export async function recordedSince(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const rows = await connection
    .selectFrom("shift")
    .select(({ fn }) => ["schedule", fn.min("start_at").as("since")])
    .groupBy("schedule")
    .execute();
  return new Map(rows.map(({ schedule, since }) => [schedule, since.toMillis()]));
}

/** What was paged in an exercise counts for nobody. */
const IS_NO_DRILL = sql<boolean>`not exists (
  select 1 from incident where incident.id = page.incident_id and incident.drill)`;

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
