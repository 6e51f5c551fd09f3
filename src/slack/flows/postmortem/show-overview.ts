import type { types } from "@slack/bolt";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { readPostmortem } from "#engine/postmortem/read-postmortem.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { sectionsIn } from "#slack/postmortem-document.ts";
import { renderOverview } from "#slack/views/postmortem/overview.ts";
import { pageOfPostmortem } from "#slack/views/postmortem/where-line.ts";
import { readClock } from "#store/database/clock.ts";
import { shownDocumentOf } from "#store/slack/documents.ts";

/** The modal of a postmortem as it is now; null when there is no such incident. */
export async function drawOverview(
  { engine }: Desk,
  id: IncidentId,
  notice: string | null = null,
): Promise<types.ModalView | null> {
  const { kysely } = engine.database;
  const parts = await readPostmortem(engine, kysely, id);
  if (parts === null) return null;
  const webUrl = engine.webLink(id, await readClock(kysely));
  return renderOverview({
    ...parts,
    sections: sectionsIn(parts),
    where: {
      shown: await shownDocumentOf(kysely, id),
      webUrl: webUrl === null ? null : pageOfPostmortem(webUrl),
      name: incidentName(id),
    },
    notice,
  });
}

/** Has the modal that is open before somebody show what is true now; one that was closed meanwhile is let be. */
export async function refreshOverview(
  desk: Desk,
  modal: string,
  { incident, notice }: { readonly incident: IncidentId; readonly notice: string },
): Promise<void> {
  const view = await drawOverview(desk, incident, notice);
  if (view === null) return;
  try {
    await desk.client.views.update({ view_id: modal, view });
  } catch (error) {
    desk.engine.logger.info({ err: error, incident }, "the postmortem is not open any more");
  }
}
