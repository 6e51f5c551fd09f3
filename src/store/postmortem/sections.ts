import type { Selectable } from "kysely";
import { Actor } from "#domain/actor.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Prose } from "#domain/postmortem/prose.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { PostmortemTables } from "#store/tables/postmortem-tables.ts";

type Row = Selectable<PostmortemTables["postmortem_section"]>;

/** What people wrote of the incident's postmortem: the newest version of each section. */
export async function proseOf(
  connection: Connection,
  incident: IncidentId,
): Promise<ReadonlyMap<string, Prose>> {
  const rows = await connection
    .selectFrom("postmortem_section")
    .distinctOn("section")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("section")
    .orderBy("version", "desc")
    .execute();
  return new Map(rows.map((row) => [row.section, proseFrom(row)]));
}

/** Every version of a section after one of them, the oldest first; after 0 all of them. */
export async function versionsOfSection(
  connection: Connection,
  incident: IncidentId,
  { section, after = 0 }: { readonly section: string; readonly after?: number },
): Promise<readonly Prose[]> {
  const rows = await connection
    .selectFrom("postmortem_section")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("section", "=", section)
    .where("version", ">", after)
    .orderBy("version")
    .execute();
  return rows.map(proseFrom);
}

/** Adds a version; those before stay. */
export async function appendSection(
  tx: Transaction,
  incident: IncidentId,
  { section, version, text, writtenBy, writtenAt }: Prose,
): Promise<void> {
  await tx
    .insertInto("postmortem_section")
    .values({
      incident_id: incident,
      section,
      version,
      text,
      written_by: JSON.stringify(writtenBy),
      written_at: writtenAt,
    })
    .execute();
}

function proseFrom({ section, version, text, written_by: by, written_at: writtenAt }: Row): Prose {
  return { section, version, text, writtenBy: Actor.parse(by), writtenAt };
}
