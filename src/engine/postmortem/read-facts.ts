import { homeZone } from "#domain/configuration/home-zone.ts";
import { type Incident, type IncidentId, incidentName } from "#domain/incident/incident.ts";
import { sharedWords } from "#domain/objective/incident-share.ts";
import type { BudgetFact } from "#domain/postmortem/budget-facts.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import { known, type Known, unknown } from "#domain/postmortem/known.ts";
import { postmortemFacts } from "#domain/postmortem/postmortem-facts.ts";
import type { Engine } from "#engine/engine.ts";
import type { IncidentBudget } from "#engine/incident/incident-budgets.ts";
import { type IncidentFacts, readFacts as readIncidentFacts } from "#engine/incident/read-facts.ts";
import { alertsOfIncident } from "#store/alert/incident-alerts.ts";
import { chartsOf } from "#store/budget/charts.ts";
import type { Connection } from "#store/database/database.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";

/** More names than this a document does not list; a storm may have thousands of alerts. */
const MOST_ALERTS = 1000;

/** What a postmortem of the incident tells; null when there is no such incident. */
export async function readFacts(
  engine: Engine,
  connection: Connection,
  id: IncidentId,
): Promise<PostmortemFacts | null> {
  const incident = await readIncident(connection, id);
  return incident === null ? null : await factsOf(engine, connection, incident);
}

/** The same of an incident that has been read. */
export async function factsOf(
  engine: Engine,
  connection: Connection,
  incident: Incident,
): Promise<PostmortemFacts> {
  const configuration = engine.configuration();
  const facts = await readIncidentFacts(engine, connection, incident);
  const { service, team, changes, pages, hiddenAlerts, now } = facts;
  const charts = await chartsOf(connection, incident.id);
  const schedules = [...configuration.schedules.values()];
  return postmortemFacts({
    incident,
    // What a newer version wrote cannot be told in words.
    entries: await readTimeline(connection, incident.id, () => undefined),
    service: { id: incident.service, name: service?.name ?? incident.service },
    team: team === undefined ? null : { id: team.id, name: team.name },
    alerts: await alertsOfIncident(connection, incident.id, MOST_ALERTS),
    hiddenAlerts,
    pages,
    changes,
    lookBack: configuration.changes.lookBack,
    budgets: budgetsOf(facts),
    charts: charts.map(({ objective, chart, takenAt }) => ({ id: objective, chart, takenAt })),
    runbook: runbookOf(facts),
    dashboard: dashboardOf(facts),
    names: {
      person: (person) => configuration.people.get(person)?.name ?? person,
      role: (role) => configuration.roles.get(role)?.name ?? role,
      zone: (person) => homeZone(configuration, person, schedules),
    },
    now,
  });
}

function budgetsOf({ incident, budgets }: IncidentFacts): Known<readonly BudgetFact[]> {
  if (budgets.length === 0) return unknown("no objective of the service is known");
  const { start, end } = incident.impact;
  const from = start === null && end === null ? "as the metric shows" : "as people gave it";
  return known(budgets.map((budget) => budgetOf(budget, from)));
}

function budgetOf(
  { id, objective, window, measured, error, sharedWith }: IncidentBudget,
  from: string,
): BudgetFact {
  const { service, name, target } = objective;
  const promise = { id, objective: `${service} ${name} ${target} %/${window}` };
  if (measured === null) {
    const notes = [error ?? "It has not been measured yet."];
    return { ...promise, ...NEVER_MEASURED, notes };
  }
  const { share, impact, phase, measuredAt } = measured;
  return {
    ...promise,
    share: share.share,
    quality: share.quality,
    before: share.remainingBefore,
    after: share.remainingAfter,
    failed: share.bad,
    total: share.total,
    notes:
      sharedWith.length === 0
        ? share.notes
        : [...share.notes, sharedWords(sharedWith.map(incidentName))],
    impact: impact === null ? null : { ...impact, from },
    measuredAt,
    isFinal: phase !== "live" && phase !== "preliminary",
  };
}

const NEVER_MEASURED = {
  share: null,
  quality: "unavailable",
  before: null,
  after: null,
  failed: null,
  total: null,
  impact: null,
  measuredAt: null,
  isFinal: false,
} as const;

function runbookOf({ runbook, runbookUrl }: IncidentFacts): PostmortemFacts["runbook"] {
  switch (runbook.kind) {
    case "page":
      return { title: runbook.title, link: runbookUrl, used: false };
    case "link":
      return { title: runbook.url, link: runbook.url, used: false };
    case "missing":
      return null;
  }
}

function dashboardOf({ dashboard }: IncidentFacts): PostmortemFacts["dashboard"] {
  return dashboard === null ? null : { title: dashboard.title, link: dashboard.url };
}
