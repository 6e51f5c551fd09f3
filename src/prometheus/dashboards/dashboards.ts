import type { Objective } from "#domain/objective/objective.ts";
import { musterDashboard } from "./muster-dashboard.ts";
import type { NamedDashboard } from "./named-dashboard.ts";
import { serviceDashboard } from "./service-dashboard.ts";
import { sloDashboards } from "./slo-dashboards.ts";

/** Every dashboard that there is for these objectives and services. */
export function dashboards(
  objectives: readonly Objective[],
  services: readonly string[],
): readonly NamedDashboard[] {
  return [...sloDashboards(objectives), serviceDashboard(services), musterDashboard()];
}
