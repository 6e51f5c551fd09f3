import type { Incident } from "#domain/incident/incident.ts";
import { whyUnwanted } from "#domain/incident/page-wanted.ts";
import type { Transaction } from "#store/database/database.ts";
import { outlineOf } from "#store/incident/incident-outline.ts";
import type { Page } from "#store/page/pages.ts";

/**
 * Why the page need not be sent any more, or null while it must. An incident that cannot be read is looked up by its
 * outline; a status that is unknown here drops nothing.
 */
export async function whyDropped(
  tx: Transaction,
  page: Page,
  incident: Incident | null,
): Promise<string | null> {
  if (incident !== null) return whyUnwanted(incident, page);
  const { status } = await outlineOf(tx, page.incident);
  switch (status) {
    case "acknowledged":
    case "mitigated":
      return page.kind !== "call" ? null : "somebody acknowledged before";
    case "resolved":
    case "merged":
      return "the incident was over before";
  }
  return null;
}
