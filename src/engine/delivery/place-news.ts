import type { DateTime } from "luxon";
import type { Alert } from "#domain/alert/alert.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { isSelfPage } from "#domain/self-page.ts";
import { placeAlert, type Place } from "#domain/service/place-alert.ts";
import { isWorse, type Severity } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { incidentsOfAlerts } from "#store/alert/incident-alerts.ts";
import type { Origin } from "#store/alert/told-incidents.ts";
import type { Transaction } from "#store/database/database.ts";

/** What became of one alert, for the incidents that it belongs to. */
export type AlertNews = {
  readonly kind: "joined" | "joined quietly" | "flapped" | "ended" | "muted" | "unmuted";
  readonly alert: Alert;
  /** The delivery that brought it, if any did. */
  readonly from?: Sender | undefined;
};

/** A delivery, and when it was accepted from its sender; what was handed in again is not measured by that. */
export type Sender = Origin & { readonly acceptedAt: DateTime | null };

/** News for one incident, with the severity that the alert has there. */
export type Placed = AlertNews & { readonly severity: Severity };

export type PlaceNews = { readonly place: Place; readonly news: readonly Placed[] };

/** Alerts that end or are muted concern the incidents in which they are going on. */
export async function newsByIncident(
  tx: Transaction,
  news: readonly AlertNews[],
): Promise<ReadonlyMap<IncidentId, readonly Placed[]>> {
  const later = new Map(
    news.filter((one) => !concernsPlace(one)).map((one) => [one.alert.fingerprint, one]),
  );
  const [first] = later.values();
  const found = new Map<IncidentId, Placed[]>();
  if (first === undefined) return found;
  for (const tie of await incidentsOfAlerts(tx, first.alert.source, [...later.keys()])) {
    const one = later.get(tie.fingerprint);
    if (one === undefined) continue;
    const there = found.get(tie.incident) ?? [];
    there.push({ ...one, severity: tie.severity });
    found.set(tie.incident, there);
  }
  return found;
}

/** Alerts that fire concern whatever their labels lead to; in the order in which they came. */
export function newsByPlace(engine: Engine, news: readonly AlertNews[]): readonly PlaceNews[] {
  const configuration = engine.configuration();
  const found = new Map<string, { place: Place; news: Placed[] }>();
  for (const one of news.filter(concernsPlace)) {
    const source = configuration.sources.get(one.alert.source);
    const places = placeAlert(configuration, source, one.alert.labels);
    // One page to itself is enough, whatever the routes say.
    for (const place of isSelfPage(one.alert) ? places.slice(0, 1) : places) {
      const there = found.get(place.key) ?? { place, news: [] };
      there.news.push({ ...one, severity: place.severity });
      found.set(place.key, there);
    }
  }
  return [...found.values()];
}

/** News by the incident that each place's key leads to; two places may lead to one, after a merge. */
export function newsByKnown(
  places: readonly PlaceNews[],
  known: ReadonlyMap<string, IncidentId>,
): ReadonlyMap<IncidentId, readonly Placed[]> {
  const found = new Map<IncidentId, readonly Placed[]>();
  for (const { place, news } of places) {
    const id = known.get(place.key);
    if (id !== undefined) found.set(id, withoutDoubles([...(found.get(id) ?? []), ...news]));
  }
  return found;
}

/** One alert with its worst severity, where several places brought it. */
function withoutDoubles(news: readonly Placed[]): readonly Placed[] {
  const found = new Map<string, Placed>();
  for (const one of news) {
    const { fingerprint } = one.alert;
    const known = found.get(fingerprint);
    if (known === undefined || isWorse(one.severity, known.severity)) found.set(fingerprint, one);
  }
  return [...found.values()];
}

/** Alerts that fire find their incident by their place; all others by where they are going on. */
function concernsPlace({ kind }: AlertNews): boolean {
  return kind === "joined" || kind === "joined quietly" || kind === "flapped";
}
