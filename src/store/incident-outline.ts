import { sql } from "kysely";
import type { IncidentId } from "#domain/incident.ts";
import type { Connection } from "./database.ts";

/** What can be said of an incident even when its state cannot be read, such as one that a newer version wrote. */
export type IncidentOutline = {
  readonly id: IncidentId;
  readonly status: string;
  readonly severity: string;
  readonly title: string;
};

export async function outlineOf(connection: Connection, id: IncidentId): Promise<IncidentOutline> {
  const row = await connection
    .selectFrom("incident")
    .select(["status", "severity", sql<string | null>`state ->> 'title'`.as("title")])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { id, status: row.status, severity: row.severity, title: row.title ?? "" };
}
