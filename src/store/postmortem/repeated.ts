import { sql } from "kysely";
import type { DateTime } from "luxon";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import type { Connection } from "#store/database/database.ts";

/** An incident that ended before another one of the same cause began. */
export type Forerunner = { readonly incident: IncidentId; readonly resolvedAt: DateTime };

/** The last one with the incident's key that was resolved since that moment, before this one was opened. */
export async function forerunnerOf(
  connection: Connection,
  { id, key, openedAt }: Pick<Incident, "id" | "key" | "openedAt">,
  since: DateTime,
): Promise<Forerunner | null> {
  const row = await connection
    .selectFrom("incident")
    .select(["id", "resolved_at"])
    // The index holds a digest of the key, which may be long.
    .where(sql<boolean>`md5(key) = md5(${key}) and key = ${key}`)
    .where("id", "<>", id)
    .where("status", "=", "resolved")
    .where("resolved_at", ">=", since)
    .where("resolved_at", "<=", openedAt)
    .where("drill", "is not", true)
    .where(sql<boolean>`state #>> '{life,ending}' is null`)
    .orderBy("resolved_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const resolvedAt = row?.resolved_at ?? null;
  if (row === undefined || resolvedAt === null) return null;
  return { incident: IncidentId.parse(row.id), resolvedAt };
}
