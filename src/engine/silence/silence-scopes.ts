import { createHash } from "node:crypto";
import { route } from "#domain/alert/route.ts";
import { matchersText, type SilenceMatcher } from "#domain/alert/silence-matcher.ts";
import { alertMatchers, type GroupedLabels, groupMatchers } from "#domain/alert/silence-scope.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { alertsOfIncident, type IncidentAlert } from "#store/alert/incident-alerts.ts";

/** What of an incident can be silenced together. */
export type SilenceScope = {
  /** Names it for as long as it means the same alerts. */
  readonly id: string;
  readonly source: string;
  readonly matchers: readonly SilenceMatcher[];
  /** Null for all alerts that the incident has of this source. */
  readonly alert: { readonly name: string; readonly details: string } | null;
};

export type SilenceScopes = {
  /** All alerts of a source first, then each of them. */
  readonly scopes: readonly SilenceScope[];
  /** Sources of its alerts that Muster cannot tell anything. */
  readonly withoutApi: readonly string[];
};

const MOST_ALERTS = 500;
const MOST_SINGLE = 25;

/** What can be silenced of an incident: its alerts that are not over, or all of them when all are. */
export async function readScopes(engine: Engine, incident: Incident): Promise<SilenceScopes> {
  const configuration = engine.configuration();
  const alerts = await alertsOfIncident(engine.database.kysely, incident.id, MOST_ALERTS);
  const going = alerts.filter(({ state }) => state !== "ended");
  const bySource = Map.groupBy(going.length > 0 ? going : alerts, ({ source }) => source);
  const sources = [...bySource.keys()];
  const reachable = sources.filter((id) => configuration.sources.get(id)?.api !== undefined);
  return {
    scopes: reachable.flatMap((source) => {
      const ofSource = bySource.get(source) ?? [];
      const shared = groupMatchers(grouped(configuration, incident, ofSource));
      const singles = ofSource.slice(0, MOST_SINGLE).flatMap((alert) => singleOf(alert, shared));
      return [...groupOf(source, shared), ...singles];
    }),
    withoutApi: sources.filter((source) => !reachable.includes(source)),
  };
}

/** With the labels that the route to this incident's service groups by. */
function grouped(
  { routes, services }: Configuration,
  { service }: Incident,
  alerts: readonly IncidentAlert[],
): readonly GroupedLabels[] {
  return alerts.map(({ labels }) => {
    const destinations = route(routes, labels, (id) => services.has(id));
    const taken = destinations.find((one) => one.service === service) ?? destinations[0];
    return { labels, groupBy: taken?.groupBy ?? [] };
  });
}

function groupOf(source: string, matchers: readonly SilenceMatcher[]): readonly SilenceScope[] {
  if (matchers.length === 0) return [];
  return [{ id: idOf(source, matchers), source, matchers, alert: null }];
}

function singleOf(
  { source, name, labels }: IncidentAlert,
  shared: readonly SilenceMatcher[],
): readonly SilenceScope[] {
  const matchers = alertMatchers(labels);
  if (matchers.length === 0) return [];
  const known = new Set(["alertname", "severity", ...shared.map((matcher) => matcher.name)]);
  const details = matchers
    .filter((matcher) => !known.has(matcher.name))
    .map((matcher) => `${matcher.name} ${labels[matcher.name] ?? ""}`)
    .join(", ");
  return [{ id: idOf(source, matchers), source, matchers, alert: { name, details } }];
}

function idOf(source: string, matchers: readonly SilenceMatcher[]): string {
  const told = JSON.stringify([source, matchersText(matchers)]);
  return createHash("sha256").update(told).digest("hex").slice(0, 24);
}
