import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { alertName, type Alert } from "#domain/alert.ts";
import type { AlertGroup, Incident, IncidentCommand, IncidentId } from "#domain/incident.ts";
import { placeAlert, type Place } from "#domain/place-alert.ts";
import { rosterOf } from "#domain/roster.ts";
import { worst, type Severity } from "#domain/severity.ts";
import { summarise } from "#domain/title.ts";
import type { Transaction } from "#store/database.ts";
import { countAlerts, incidentsOfAlerts, tieAlerts } from "#store/incident-alerts.ts";
import { lockIncident, lockIncidentOfKey, lockKey, nextIncidentId } from "#store/incidents.ts";
import { changeLocked, currentRoster, openIncident } from "./change-incident.ts";
import type { Engine } from "./engine.ts";

/** What became of one alert, for the incidents that it belongs to. */
export type AlertNews = {
  readonly kind: "joined" | "joined quietly" | "flapped" | "ended" | "muted" | "unmuted";
  readonly alert: Alert;
};

type Batch = { readonly by: Actor; readonly now: DateTime; readonly news: readonly AlertNews[] };
type Placed = AlertNews & { readonly severity: Severity };
type Told = Omit<Batch, "news"> & { readonly news: readonly Placed[] };

/** Each incident hears of all its alerts at once; alerts that fire find their incident or open it. */
export async function updateIncidents(
  engine: Engine,
  tx: Transaction,
  batch: Batch,
): Promise<void> {
  const ongoing = await newsByIncident(tx, batch.news);
  const fresh = newsByPlace(engine, batch.news);
  for (const [key, { place, news }] of [...fresh].toSorted(byKey)) {
    await lockKey(tx, key);
    const incident = await findOrOpen(engine, tx, { place, news, batch });
    await tell(engine, tx, incident, {
      ...batch,
      news: [...news, ...(ongoing.get(incident.id) ?? [])],
    });
    ongoing.delete(incident.id);
  }
  for (const [id, news] of [...ongoing].toSorted(([a], [b]) => a - b)) {
    const incident = await lockIncident(tx, id);
    if (incident !== null) await tell(engine, tx, incident, { ...batch, news });
  }
}

/** Alerts that end or are muted concern the incidents in which they are going on. */
async function newsByIncident(
  tx: Transaction,
  news: readonly AlertNews[],
): Promise<Map<IncidentId, Placed[]>> {
  const found = new Map<IncidentId, Placed[]>();
  const later = news.filter((one) => !concernsPlace(one));
  const [source] = later.map(({ alert }) => alert.source);
  if (source === undefined) return found;
  const fingerprints = later.map(({ alert }) => alert.fingerprint);
  for (const tie of await incidentsOfAlerts(tx, source, fingerprints)) {
    const one = later.find(({ alert }) => alert.fingerprint === tie.fingerprint);
    if (one === undefined) continue;
    found.set(tie.incident, [
      ...(found.get(tie.incident) ?? []),
      { ...one, severity: tie.severity },
    ]);
  }
  return found;
}

function newsByPlace(
  engine: Engine,
  news: readonly AlertNews[],
): Map<string, { place: Place; news: Placed[] }> {
  const configuration = engine.configuration();
  const found = new Map<string, { place: Place; news: Placed[] }>();
  for (const one of news) {
    if (!concernsPlace(one)) continue;
    const source = configuration.sources.get(one.alert.source);
    for (const place of placeAlert(configuration, source, one.alert.labels)) {
      const there = found.get(place.key) ?? { place, news: [] };
      there.news.push({ ...one, severity: place.severity });
      found.set(place.key, there);
    }
  }
  return found;
}

async function findOrOpen(
  engine: Engine,
  tx: Transaction,
  {
    place,
    news,
    batch,
  }: { readonly place: Place; readonly news: readonly Placed[]; readonly batch: Batch },
): Promise<Incident> {
  const { reopenWithin } = engine.configuration().incidents;
  const known = await lockIncidentOfKey(tx, place.key, batch.now.minus(reopenWithin));
  if (known !== null) return known;
  const command = await opening(engine, tx, place, news);
  return await openIncident(engine, tx, { ...command, by: batch.by }, batch.now);
}

async function opening(
  engine: Engine,
  tx: Transaction,
  place: Place,
  news: readonly Placed[],
): Promise<Omit<IncidentCommand & { kind: "open" }, "by">> {
  const configuration = engine.configuration();
  const policy = configuration.policies.get(place.service.policy);
  if (policy === undefined) throw new Error(`There is no policy ${place.service.policy}.`);
  const severity = worst(news.map((one) => one.severity)) ?? place.severity;
  const alerts = news.map(({ alert }) => alert);
  return {
    kind: "open",
    id: await nextIncidentId(tx),
    key: place.key,
    service: place.service.id,
    severity,
    title: summarise(alerts),
    startedAt: alerts.map(({ startsAt }) => startsAt).reduce((a, b) => (b < a ? b : a)),
    policy,
    pages: configuration.severities[severity].pages,
    roster: rosterOf(policy, configuration, place.service),
    notes: place.severityKnown ? [] : [place.severityReason],
  };
}

async function tell(
  engine: Engine,
  tx: Transaction,
  incident: Incident,
  batch: Told,
): Promise<void> {
  await tieAlerts(tx, incident.id, batch.news);
  const counts = await countAlerts(tx, incident.id);
  const { news, by, now } = batch;
  const joined = news.filter(({ kind }) => kind === "joined" || kind === "joined quietly");
  const severity = worst(joined.map((one) => one.severity));
  const { severities } = engine.configuration();
  await changeLocked(engine, tx, incident, {
    now,
    command: {
      kind: "alerts-changed",
      by,
      counts,
      severity,
      joined: groupOf(joined),
      flapped: groupOf(news.filter(({ kind }) => kind === "flapped")),
      ended: groupOf(news.filter(({ kind }) => kind === "ended")),
      muted: { ...groupOf(news.filter(({ kind }) => kind === "muted")), by: mutesOf(news) },
      unmuted: groupOf(news.filter(({ kind }) => kind === "unmuted")),
      pages:
        severities[
          worst([incident.severity, ...(severity === null ? [] : [severity])]) ?? incident.severity
        ].pages,
      reopen: joined.every(({ kind }) => kind === "joined quietly") ? "quietly" : "loudly",
      roster: currentRoster(engine, incident),
    },
  });
}

/** Alerts that fire find their incident by their place; all others by where they are going on. */
function concernsPlace({ kind }: AlertNews): boolean {
  return kind === "joined" || kind === "joined quietly" || kind === "flapped";
}

const NAMES = 5;

function groupOf(news: readonly AlertNews[]): AlertGroup {
  const names = [...new Set(news.map(({ alert }) => alertName(alert.labels)))];
  return { names: names.slice(0, NAMES), count: news.length };
}

function mutesOf(news: readonly AlertNews[]): readonly string[] {
  return [
    ...new Set(news.flatMap(({ kind, alert }) => (kind === "muted" ? (alert.mutedBy ?? []) : []))),
  ];
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
