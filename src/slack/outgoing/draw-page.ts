import { worstFirst, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { readPageFacts, readPagingFacts } from "#engine/incident/read-facts.ts";
import type { NeededPage } from "#engine/page/settle-page.ts";
import type { IncidentGroup } from "#slack/incident-group.ts";
import { MOST_SHOWN } from "#slack/views/acknowledge-many.ts";
import { renderBarePage } from "#slack/views/bare.ts";
import { renderPage, renderPageDigest } from "#slack/views/page-message.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outlineOf, type IncidentOutline } from "#store/incident/incident-outline.ts";
import type { Page } from "#store/page/pages.ts";
import type { Outgoing } from "./outgoing.ts";

/** What a message says that delivers these pages: in the barest words when nothing better can be made. */
export async function drawPages(out: Outgoing, pages: readonly NeededPage[]): Promise<Message> {
  const ids = pages.map(({ page }) => page.incident);
  const incidents = pages.flatMap(({ incident }) => (incident === null ? [] : [incident]));
  try {
    if (incidents.length === pages.length) return await draw(out, pages, incidents);
  } catch (error) {
    out.engine.logger.error({ err: error, incidents: ids }, "a page could not be drawn");
  }
  return await drawBare(out, ids);
}

async function draw(
  out: Outgoing,
  pages: readonly NeededPage[],
  incidents: readonly Incident[],
): Promise<Message> {
  const [first] = pages;
  const [incident, ...others] = incidents;
  if (first === undefined || incident === undefined || others.length > 0) {
    return await drawDigest(out, { incidents, unreadable: [] });
  }
  return await drawPage(out, first.page, incident);
}

export async function drawPage(out: Outgoing, page: Page, incident: Incident): Promise<Message> {
  const facts = await readPageFacts(out.engine, out.engine.database.kysely, incident);
  return renderPage(facts, page, out.nameOf);
}

/** More is read only of those that the digest shows. */
export async function drawDigest(
  out: Outgoing,
  { incidents, unreadable }: IncidentGroup,
): Promise<Message> {
  const sorted = incidents.toSorted(worstFirst);
  const { database } = out.engine;
  const shown = await readPagingFacts(out.engine, database.kysely, sorted.slice(0, MOST_SHOWN));
  return renderPageDigest(shown, out.nameOf, { others: sorted.slice(MOST_SHOWN), unreadable });
}

async function drawBare(out: Outgoing, ids: readonly IncidentId[]): Promise<Message> {
  const outlines: IncidentOutline[] = [];
  for (const id of ids) outlines.push(await outlineOf(out.engine.database.kysely, id));
  return renderBarePage(outlines);
}
