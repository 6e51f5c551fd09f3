import { sql, type SelectQueryBuilder } from "kysely";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Connection } from "#store/database/database.ts";
import type { Schema } from "#store/tables/schema.ts";

/** What can be said of an incident even when its state cannot be read, such as one that a newer version wrote. */
export type IncidentOutline = {
  readonly id: IncidentId;
  readonly status: string;
  readonly severity: string;
  readonly service: string;
  readonly title: string;
};

export type OutlineRow = Pick<IncidentOutline, "status" | "severity" | "service"> & {
  readonly id: number;
  readonly title: string | null;
};

export async function outlineOf(connection: Connection, id: IncidentId): Promise<IncidentOutline> {
  return outlineFrom(await outlines(connection).where("id", "=", id).executeTakeFirstOrThrow());
}

/** The rows of incidents in outline. */
export function outlines(
  connection: Connection,
): SelectQueryBuilder<Schema, "incident", OutlineRow> {
  return connection
    .selectFrom("incident")
    .select(["id", "status", "severity", "service"])
    .select(sql<string | null>`state ->> 'title'`.as("title"));
}

export function outlineFrom({ id, title, ...columns }: OutlineRow): IncidentOutline {
  return { ...columns, id: IncidentId.parse(id), title: title ?? "" };
}
