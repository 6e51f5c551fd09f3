import type { Configuration } from "#domain/configuration/configuration.ts";
import { safeUrl } from "#domain/link.ts";
import type { Objective } from "#domain/objective/objective.ts";

const PLACEHOLDER = /\{[a-z]/i;

/**
 * The objective with what muster.yaml knows of its service: its alerts name the service, by which they find
 * their way back, and the runbook and dashboard. What the objective says itself goes first.
 */
export function withLinks(objective: Objective, configuration: Configuration): Objective {
  const service = configuration.services.get(objective.service);
  if (service === undefined) return objective;
  const { alert } = objective;
  const runbook = runbookUrl(service.runbook, configuration.publicUrl);
  const dashboard = service.dashboards.find(({ url }) => !PLACEHOLDER.test(url))?.url;
  return {
    ...objective,
    alert: {
      ...alert,
      labels: { service: service.id, ...alert.labels },
      annotations: {
        ...(runbook === null ? {} : { runbook_url: runbook }),
        ...(dashboard === undefined ? {} : { dashboard_url: dashboard }),
        ...alert.annotations,
      },
    },
  };
}

function runbookUrl(runbook: string | undefined, publicUrl: string | undefined): string | null {
  if (runbook === undefined) return null;
  const page = publicUrl === undefined ? null : `${publicUrl}/runbooks/${runbook}`;
  return safeUrl(runbook) ?? page;
}
