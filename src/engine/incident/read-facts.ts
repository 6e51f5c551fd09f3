import type { DateTime } from "luxon";
import type { Configuration, Link, Service, Team } from "#domain/configuration/configuration.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import { fillTemplate, findDashboard, linkRange, linkValues } from "#domain/link.ts";
import type { SlackSilence } from "#domain/reach.ts";
import { mitigationSteps, type RunbookStep } from "#domain/runbook-steps.ts";
import { findRunbook, type RunbookAnswer } from "#domain/runbook.ts";
import type { ServiceChange } from "#domain/service-change.ts";
import type { SeverityRules } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { alertsOfIncident, type IncidentAlert } from "#store/alert/incident-alerts.ts";
import { readClock } from "#store/database/clock.ts";
import type { Connection } from "#store/database/database.ts";
import { serviceChangesBefore } from "#store/incident/service-changes.ts";
import { silentAttempts } from "#store/page/attempts.ts";
import { pagesOfIncident, type Page } from "#store/page/pages.ts";
import { countHidden } from "./hidden-alerts.ts";
import { homeOf } from "./home-of.ts";
import { type IncidentBudgets, readIncidentBudgets } from "./incident-budgets.ts";

/** Everything that is true of an incident and worth showing, read at one moment. */
export type IncidentFacts = {
  readonly incident: Incident;
  readonly service: Service | undefined;
  readonly team: Team | undefined;
  readonly severityRules: SeverityRules;
  readonly schedules: Configuration["schedules"];
  readonly roles: Configuration["roles"];
  /** The channel for its card, as the configuration names it. */
  readonly home: string | undefined;
  /** The first few alerts, those that fire first. */
  readonly alerts: readonly IncidentAlert[];
  /** How many more the sender left out. */
  readonly hiddenAlerts: number;
  readonly runbook: RunbookAnswer;
  /** The runbook's address, when it can be opened in a browser. */
  readonly runbookUrl: string | null;
  /** What the runbook says may stop the pain. */
  readonly offeredSteps: readonly RunbookStep[];
  readonly dashboard: Link | null;
  readonly links: readonly Link[];
  /** Where all of it can be read in a browser, when anybody can open that. */
  readonly webUrl: string | null;
  /** Where the alert comes from, such as its Prometheus graph. */
  readonly sourceUrl: string | null;
  readonly pages: readonly Page[];
  /** Pages for which Slack did not ring, and what was done instead: "called by phone". */
  readonly silences: ReadonlyMap<number, Silent>;
  /** What was done to the service in the hours before the start of impact, newest first. */
  readonly changes: readonly ServiceChange[];
  /** The error budgets of the service, and what the incident used of them. */
  readonly budgets: IncidentBudgets["budgets"];
  /** What severity the burn suggests, where that is worse. */
  readonly suggestion: IncidentBudgets["suggestion"];
  readonly now: DateTime;
};

export type Silent = { readonly silence: SlackSilence; readonly instead: string | null };

const SHOWN_ALERTS = 10;
/** More than anybody is shown, to say how many there were. */
const MOST_CHANGES = 100;

/** Reads what is true of an incident. */
export async function readFacts(
  engine: Engine,
  connection: Connection,
  incident: Incident,
): Promise<IncidentFacts> {
  const configuration = engine.configuration();
  const service = configuration.services.get(incident.service);
  const now = await readClock(connection);
  const alerts = await alertsOfIncident(connection, incident.id, SHOWN_ALERTS);
  return {
    incident,
    service,
    team: service === undefined ? undefined : configuration.teams.get(service.team),
    severityRules: configuration.severities[incident.severity],
    schedules: configuration.schedules,
    roles: configuration.roles,
    home: homeOf(configuration, incident),
    alerts,
    hiddenAlerts: await countHidden(connection, incident.id, now),
    ...findLinks(engine, { incident, service, alert: alerts[0] }),
    webUrl: engine.webLink(incident.id, now),
    sourceUrl: alerts.find(({ generatorUrl }) => generatorUrl !== null)?.generatorUrl ?? null,
    pages: await pagesOfIncident(connection, incident.id),
    silences: await readSilences(engine, connection, incident.id),
    changes: await readChanges(engine, connection, incident),
    ...(await readIncidentBudgets(engine, connection, incident)),
    now,
  };
}

async function readChanges(
  engine: Engine,
  connection: Connection,
  { service, startedAt: moment }: Incident,
): Promise<IncidentFacts["changes"]> {
  const { lookBack } = engine.configuration().changes;
  return await serviceChangesBefore(connection, service, { moment, lookBack, limit: MOST_CHANGES });
}

async function readSilences(
  { ways }: Engine,
  connection: Connection,
  incident: IncidentId,
): Promise<IncidentFacts["silences"]> {
  const silent = await silentAttempts(connection, incident);
  return new Map(
    silent.map(({ page, silence, way }) => {
      const instead = ways().find(({ kind }) => kind === way)?.done ?? null;
      return [page, { silence, instead }];
    }),
  );
}

type Subject = {
  readonly incident: Incident;
  readonly service: Service | undefined;
  readonly alert: IncidentAlert | undefined;
};

function findLinks(
  engine: Engine,
  { incident, service, alert }: Subject,
): Pick<IncidentFacts, "runbook" | "runbookUrl" | "offeredSteps" | "dashboard" | "links"> {
  const { grafanaUrl, links } = engine.configuration();
  const { labels, annotations } = alert ?? { labels: {}, annotations: {} };
  const range = linkRange(incident.startedAt, timesOf(incident).ended);
  const values = linkValues({ labels, service, ...range });
  const runbook = findRunbook(engine.runbooks(), {
    alertname: alert?.name ?? "",
    annotations,
    service,
  });
  return {
    runbook,
    runbookUrl: runbookUrl(engine, runbook),
    offeredSteps: offeredSteps(engine, runbook),
    dashboard: findDashboard({ annotations, labels, service, grafanaUrl, ...range }),
    links: links.flatMap(({ title, url }) => {
      const filled = fillTemplate(url, values);
      return filled === null ? [] : [{ title, url: filled }];
    }),
  };
}

function offeredSteps({ runbooks }: Engine, answer: RunbookAnswer): readonly RunbookStep[] {
  if (answer.kind !== "page") return [];
  const runbook = runbooks().find(({ slug }) => slug === answer.slug);
  return runbook === undefined ? [] : mitigationSteps(runbook);
}

function runbookUrl(engine: Engine, runbook: RunbookAnswer): string | null {
  const { publicUrl } = engine.configuration();
  switch (runbook.kind) {
    case "link":
      return runbook.url;
    case "page":
      return publicUrl === undefined
        ? null
        : `${publicUrl.replace(/\/+$/, "")}/runbooks/${runbook.slug}`;
    case "missing":
      return null;
  }
}
