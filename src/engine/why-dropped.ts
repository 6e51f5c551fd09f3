import type { Incident } from "#domain/incident.ts";
import type { Transaction } from "#store/database.ts";
import { outlineOf } from "#store/incident-outline.ts";
import type { Page } from "#store/pages.ts";

/**
 * Why the page need not be sent any more, or null while it must. An incident that cannot be read is looked up by its
 * outline; a status that is unknown here drops nothing.
 */
export async function whyDropped(
  tx: Transaction,
  page: Page,
  incident: Incident | null,
): Promise<string | null> {
  const status = incident?.status ?? (await outlineOf(tx, page.incident)).status;
  if (page.kind === "ask" && status === "triggered") return "nobody has it any more";
  if (page.kind === "ask" && status === "acknowledged") return null;
  switch (status) {
    case "acknowledged":
      return "somebody acknowledged before";
    case "resolved":
      return "the incident was over before";
  }
  return null;
}
