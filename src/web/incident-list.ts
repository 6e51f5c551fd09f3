import type { DateTime } from "luxon";
import { escapeHtml } from "#domain/html.ts";
import { type Incident, incidentName } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import type { Engine } from "#engine/engine.ts";
import type { Answer } from "#intake/http/answer.ts";
import { htmlPage } from "#intake/http/html-page.ts";
import { readClock } from "#store/database/clock.ts";
import {
  type IncidentFilter,
  listIncidents,
  type ListPage,
} from "#store/incident/list-incidents.ts";
import { INCIDENT_STYLE } from "./incident-style.ts";

const MOST_OPEN = 200;
const MOST_ENDED = 50;
const LATELY = { days: 30 };
const EVERY: Omit<IncidentFilter, "scope"> = {
  mine: null,
  services: null,
  severity: null,
  drills: false,
};

/** What is open and what ended lately, for when Slack cannot be asked. */
export async function answerIncidentList({ database, configuration }: Engine): Promise<Answer> {
  const { kysely } = database;
  const since = (await readClock(kysely)).minus(LATELY);
  const open = await list(kysely, { kind: "open" }, MOST_OPEN);
  const ended = await list(kysely, { kind: "recent", since }, MOST_ENDED);
  const { services } = configuration();
  function nameOf(service: string): string {
    return services.get(service)?.name ?? service;
  }
  return htmlPage({
    status: 200,
    title: "Incidents",
    style: INCIDENT_STYLE,
    parts: [
      '<nav class="top"><a href="/runbooks">Runbooks</a></nav>',
      "<header><h1>Incidents</h1></header>",
      `<main><h2>Open</h2>${table(open, nameOf) || "<p>None.</p>"}`,
      `<h2>Ended in the last 30 days</h2>${table(ended, nameOf) || "<p>None.</p>"}</main>`,
    ],
  });
}

function list(
  connection: Engine["database"]["kysely"],
  scope: IncidentFilter["scope"],
  limit: number,
): Promise<ListPage> {
  return listIncidents(connection, { ...EVERY, scope }, { place: null, limit });
}

type NameOf = (service: string) => string;

function table({ incidents, unreadable, after }: ListPage, nameOf: NameOf): string {
  const rows = [
    ...incidents.map((incident) => row(incident, nameOf, incident.startedAt)),
    ...unreadable.map((outline) => row(outline, nameOf, null)),
  ];
  if (rows.length === 0) return "";
  const head =
    "<tr><th>Incident</th><th>Severity</th><th>Service</th><th>Status</th><th>Began, UTC</th></tr>";
  const more = after === null ? "" : "<p>There are more; Slack lists them all.</p>";
  return `<table class="incidents" tabindex="0">${head}\n${rows.join("\n")}</table>${more}`;
}

function row(
  {
    id,
    title,
    severity,
    service,
    status,
  }: Pick<Incident, "id" | "title" | "service"> & {
    readonly severity: string;
    readonly status: string;
  },
  nameOf: NameOf,
  began: DateTime | null,
): string {
  const name = `${incidentName(id)}: ${oneLine(title, 150)}`;
  const cells = [severity, nameOf(service), status, began?.toUTC().toFormat("d MMM HH:mm") ?? ""];
  const link = `<td><a href="/incidents/${id}">${escapeHtml(name)}</a></td>`;
  return `<tr>${link}${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
}
