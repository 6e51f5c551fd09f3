import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";

/** A dashboard as Grafana reads it, under the name by which it is asked for. */
export type NamedDashboard = {
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly about: string;
  readonly dashboard: Dashboard;
};
