import type { Link, Service } from "#domain/configuration/configuration.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import { fillTemplate, findDashboard, linkRange, linkValues } from "#domain/link.ts";
import { mitigationSteps, type RunbookStep } from "#domain/runbook-steps.ts";
import { findRunbook, type RunbookAnswer } from "#domain/runbook.ts";
import type { Engine } from "#engine/engine.ts";
import type { IncidentAlert } from "#store/alert/incident-alerts.ts";

export type Links = {
  readonly runbook: RunbookAnswer;
  /** The runbook's address, when it can be opened in a browser. */
  readonly runbookUrl: string | null;
  /** What the runbook says may stop the pain. */
  readonly offeredSteps: readonly RunbookStep[];
  readonly dashboard: Link | null;
  readonly links: readonly Link[];
};

type Subject = {
  readonly incident: Incident;
  readonly service: Service | undefined;
  readonly alert: IncidentAlert | undefined;
};

/** Everything worth opening about an incident, by its first alert. */
export function findLinks(engine: Engine, { incident, service, alert }: Subject): Links {
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
