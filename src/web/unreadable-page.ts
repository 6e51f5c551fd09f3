import { z } from "zod";
import { escapeHtml } from "#domain/html.ts";
import { type IncidentId, incidentName } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import type { Engine } from "#engine/engine.ts";
import type { Answer } from "#intake/http/answer.ts";
import { htmlPage } from "#intake/http/html-page.ts";
import { outlineOf } from "#store/incident/incident-outline.ts";
import { INCIDENT_STYLE } from "./incident-style.ts";

/** What can be said of an incident whose state cannot be read: to try again would not help. Other faults go on. */
export async function answerUnreadable(
  { database, configuration, logger }: Pick<Engine, "database" | "configuration" | "logger">,
  id: IncidentId,
  error: unknown,
): Promise<Answer> {
  if (!(error instanceof z.ZodError)) throw error;
  logger.error({ incident: id, err: error }, "an incident cannot be read");
  const { severity, service, status, title } = await outlineOf(database.kysely, id);
  const heading = `${incidentName(id)}: ${oneLine(title, 150)}`;
  const name = configuration().services.get(service)?.name ?? service;
  return htmlPage({
    status: 500,
    title: heading,
    style: INCIDENT_STYLE,
    parts: [
      `<header><h1>${escapeHtml(heading)}</h1></header>`,
      `<main><p>${escapeHtml(`${severity}, ${name}, ${status}.`)}</p>`,
      "<p>This version of Muster cannot read the rest: most likely a newer one wrote it. Read it with that one.</p></main>",
    ],
  });
}
