import type { DateTime } from "luxon";
import type { Configuration, Service, Team } from "#domain/configuration/configuration.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import type { SlackSilence } from "#domain/reach.ts";
import type { ServiceChange } from "#domain/service-change.ts";
import type { SeverityRules } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { alertsOfIncident, type IncidentAlert } from "#store/alert/incident-alerts.ts";
import { readClock } from "#store/database/clock.ts";
import type { Connection } from "#store/database/database.ts";
import { serviceChangesBefore } from "#store/incident/service-changes.ts";
import { pagesOfIncident, pagesOfIncidents, type Page } from "#store/page/pages.ts";
import { silentAttempts } from "#store/page/silent-attempts.ts";
import { findLinks, type Links } from "./find-links.ts";
import { countHidden } from "./hidden-alerts.ts";
import { homeOf } from "./home-of.ts";
import { type IncidentBudgets, readIncidentBudgets } from "./incident-budgets.ts";

/** What the configuration says of an incident. */
type ConfiguredFacts = {
  readonly incident: Incident;
  readonly service: Service | undefined;
  readonly team: Team | undefined;
  readonly severityRules: SeverityRules;
  readonly schedules: Configuration["schedules"];
  readonly roles: Configuration["roles"];
  /** The channel for its card, as the configuration names it. */
  readonly home: string | undefined;
};

/** What a page tells of an incident: no more is read for it, since it waits for every statement. */
export type PageFacts = ConfiguredFacts &
  Links & {
    /** The first few alerts, those that fire first. */
    readonly alerts: readonly IncidentAlert[];
    /** Where all of it can be read in a browser, when anybody can open that. */
    readonly webUrl: string | null;
    /** Where the alert comes from, such as its Prometheus graph. */
    readonly sourceUrl: string | null;
    readonly now: DateTime;
  };

/** Whom an incident pages, and what became of it. */
export type PagingFacts = ConfiguredFacts & {
  readonly pages: readonly Page[];
  /** Pages for which Slack did not ring, and what was done instead: "called by phone". */
  readonly silences: ReadonlyMap<number, Silent>;
};

/** Everything that is true of an incident and worth showing, read at one moment. */
export type IncidentFacts = PageFacts &
  PagingFacts & {
    /** How many more alerts the sender left out. */
    readonly hiddenAlerts: number;
    /** What was done to the service in the hours before the start of impact, newest first. */
    readonly changes: readonly ServiceChange[];
    /** The error budgets of the service, and what the incident used of them. */
    readonly budgets: IncidentBudgets["budgets"];
    /** What severity the burn suggests, where that is worse. */
    readonly suggestion: IncidentBudgets["suggestion"];
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
  const facts = await readPageFacts(engine, connection, incident);
  return {
    ...facts,
    hiddenAlerts: await countHidden(connection, incident.id, facts.now),
    pages: await pagesOfIncident(connection, incident.id),
    silences: await readSilences(engine, connection, [incident.id]),
    changes: await readChanges(engine, connection, incident),
    ...(await readIncidentBudgets(engine, connection, incident)),
  };
}

export async function readPageFacts(
  engine: Engine,
  connection: Connection,
  incident: Incident,
): Promise<PageFacts> {
  const configured = configuredFacts(engine, incident);
  const now = await readClock(connection);
  const alerts = await alertsOfIncident(connection, incident.id, SHOWN_ALERTS);
  return {
    ...configured,
    alerts,
    ...findLinks(engine, { incident, service: configured.service, alert: alerts[0] }),
    webUrl: engine.webLink(incident.id, now),
    sourceUrl: alerts.find(({ generatorUrl }) => generatorUrl !== null)?.generatorUrl ?? null,
    now,
  };
}

/** As many statements for many incidents as for one. */
export async function readPagingFacts(
  engine: Engine,
  connection: Connection,
  incidents: readonly Incident[],
): Promise<readonly PagingFacts[]> {
  const ids = incidents.map(({ id }) => id);
  const pages = Map.groupBy(await pagesOfIncidents(connection, ids), (page) => page.incident);
  const silences = await readSilences(engine, connection, ids);
  return incidents.map((incident) => {
    const theirs = pages.get(incident.id) ?? [];
    return { ...configuredFacts(engine, incident), pages: theirs, silences };
  });
}

function configuredFacts(engine: Engine, incident: Incident): ConfiguredFacts {
  const configuration = engine.configuration();
  const service = configuration.services.get(incident.service);
  return {
    incident,
    service,
    team: service === undefined ? undefined : configuration.teams.get(service.team),
    severityRules: configuration.severities[incident.severity],
    schedules: configuration.schedules,
    roles: configuration.roles,
    home: homeOf(configuration, incident),
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
  incidents: readonly IncidentId[],
): Promise<IncidentFacts["silences"]> {
  const silent = await silentAttempts(connection, incidents);
  return new Map(
    silent.map(({ page, silence, way }) => {
      const instead = ways().find(({ kind }) => kind === way)?.done ?? null;
      return [page, { silence, instead }];
    }),
  );
}
