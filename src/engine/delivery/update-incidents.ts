import { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { alertName } from "#domain/alert/alert.ts";
import { summarise } from "#domain/alert/title.ts";
import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import type { PolicySnapshot } from "#domain/escalation/policy.ts";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { AlertCounts, AlertGroup, IncidentId } from "#domain/incident/incident.ts";
import { isSelfPage, selfPagePolicy } from "#domain/self-page.ts";
import { worst } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import {
  begin,
  insertOpened,
  pagesSomebody,
  saveChanges,
  type Change,
} from "#engine/incident/change-incident.ts";
import { currentRoster, noteTurns, rosterAt } from "#engine/incident/current-roster.ts";
import { countAlerts, NO_ALERTS, tieAlerts } from "#store/alert/incident-alerts.ts";
import { noteTold } from "#store/alert/told-incidents.ts";
import type { Transaction } from "#store/database/database.ts";
import {
  incidentsOfKeys,
  lockIncidents,
  lockKeys,
  nextIncidentIds,
} from "#store/incident/incidents.ts";
import { holdOffMerging } from "#store/incident/merging.ts";
import { awaitPages } from "#store/page/awaited-pages.ts";
import {
  newsByIncident,
  newsByKnown,
  newsByPlace,
  type AlertNews,
  type Placed,
  type PlaceNews,
  type Sender,
} from "./place-news.ts";

type Batch = {
  readonly by: Actor;
  readonly now: DateTime;
  readonly news: readonly AlertNews[];
};
type Context = Pick<Batch, "by" | "now">;

/** An incident, with what was already decided of it, and the news that it is to hear. */
type Heard = { readonly change: Change; readonly news: readonly Placed[] };

/**
 * Each incident hears of all its alerts at once; alerts that fire find their incident or open it.
 *
 * As many statements for many incidents as for one: the caller bounds how many there are.
 */
export async function updateIncidents(
  engine: Engine,
  tx: Transaction,
  { news, by, now }: Batch,
): Promise<void> {
  const heard = await findOrOpen(engine, tx, { news, by, now });
  if (heard.length === 0) return;
  const ties = heard.flatMap(({ change, news: told }) =>
    told.map((one) => ({ incident: change.incident.id, ...one })),
  );
  await tieAlerts(tx, ties);
  const ids = heard.map(({ change }) => change.incident.id);
  const counts = await countAlerts(tx, ids);
  const told: Heard[] = [];
  for (const one of heard) {
    const known = counts.get(one.change.incident.id) ?? NO_ALERTS;
    told.push({ ...one, change: await tell(engine, tx, one, { by, now, counts: known }) });
  }
  const changed = told.filter(({ change }) => change.entries.length > 0);
  if (changed.length === 0) return;
  await saveChanges(
    engine,
    tx,
    changed.map(({ change }) => change),
  );
  await noteTold(tx, changed.flatMap(tellingsOf), now);
  await awaitPages(tx, changed.filter(({ change }) => pagesSomebody(change)).flatMap(waitOf));
}

/** Each delivery that changed the incident, once. */
function tellingsOf({ change, news }: Heard): readonly (Sender & { incident: IncidentId })[] {
  const senders = new Map(news.flatMap(({ from }) => (from ? [[from.delivery, from]] : [])));
  return [...senders.values()].map((from) => ({ ...from, incident: change.incident.id }));
}

/** Since the first of its news was accepted. */
function waitOf({
  change,
  news,
}: Heard): readonly { incident: IncidentId; acceptedAt: DateTime }[] {
  const accepted = news.flatMap(({ from }) => from?.acceptedAt ?? []);
  const acceptedAt = DateTime.min(...accepted);
  return acceptedAt === undefined ? [] : [{ incident: change.incident.id, acceptedAt }];
}

async function findOrOpen(
  engine: Engine,
  tx: Transaction,
  { news, by, now }: Batch,
): Promise<readonly Heard[]> {
  await holdOffMerging(tx);
  const ongoing = await newsByIncident(tx, news);
  const places = newsByPlace(engine, news);
  const keys = places.map(({ place }) => place.key);
  await lockKeys(tx, keys);
  const since = now.minus(engine.configuration().incidents.reopenWithin);
  const known = await incidentsOfKeys(tx, keys, since);
  const joining = newsByKnown(places, known);
  const locked = await lockIncidents(tx, [...new Set([...joining.keys(), ...ongoing.keys()])]);
  const heard = locked.map((incident) => ({
    change: { incident, entries: [], isNew: false },
    news: [...(joining.get(incident.id) ?? []), ...(ongoing.get(incident.id) ?? [])],
  }));
  const homeless = places.filter(({ place }) => !known.has(place.key));
  return [...heard, ...(await open(engine, tx, homeless, { by, now }))];
}

async function open(
  engine: Engine,
  tx: Transaction,
  places: readonly PlaceNews[],
  { by, now }: Context,
): Promise<readonly Heard[]> {
  const ids = await nextIncidentIds(tx, places.length);
  const heard: Heard[] = [];
  for (const [index, { place, news }] of places.entries()) {
    const id = ids[index];
    if (id === undefined) continue;
    const command = await opening(engine, tx, { place, news }, now);
    heard.push({ change: await begin(tx, { ...command, id, by }, now), news });
  }
  await insertOpened(
    engine,
    tx,
    heard.map(({ change }) => change),
  );
  return heard;
}

async function opening(
  engine: Engine,
  tx: Transaction,
  { place, news }: PlaceNews,
  now: DateTime,
): Promise<Omit<IncidentCommand & { kind: "open" }, "by" | "id">> {
  const configuration = engine.configuration();
  const isOwn = news.every(({ alert }) => isSelfPage(alert));
  const policy = policyFor(configuration, place.service, isOwn);
  const severity = worst(news.map((one) => one.severity)) ?? place.severity;
  const alerts = news.map(({ alert }) => alert);
  const subject = { policy, service: place.service.id, severity };
  return {
    kind: "open",
    key: place.key,
    service: place.service.id,
    severity,
    title: summarise(alerts),
    startedAt: alerts.map(({ startsAt }) => startsAt).reduce((a, b) => (b < a ? b : a)),
    policy,
    pages: isOwn || configuration.severities[severity].pages,
    pause: isOwn ? null : (place.service.autoPause ?? null),
    ...(isOwn ? { drill: true as const } : {}),
    roster: await rosterAt(engine, tx, subject, now),
    notes: place.severityKnown ? [] : [place.severityReason],
  };
}

/** A page to itself goes to whom muster.yaml names for it; where that was taken out meanwhile, as any other. */
function policyFor(
  { policies, watch }: Configuration,
  service: Service,
  isOwn: boolean,
): PolicySnapshot {
  if (isOwn && watch.selfPage !== undefined) return selfPagePolicy(watch.selfPage);
  const policy = policies.get(service.policy);
  if (policy === undefined) throw new Error(`There is no policy ${service.policy}.`);
  return policy;
}

async function tell(
  engine: Engine,
  tx: Transaction,
  { change, news }: Heard,
  { by, now, counts }: Context & { readonly counts: AlertCounts },
): Promise<Change> {
  const { incident } = change;
  const joined = news.filter(({ kind }) => kind === "joined" || kind === "joined quietly");
  const severity = worst(joined.map((one) => one.severity));
  const { severities } = engine.configuration();
  const known = severity === null ? [] : [severity];
  const worse = worst([incident.severity, ...known]) ?? incident.severity;
  const decision = decide(
    incident,
    {
      kind: "alerts-changed",
      by,
      counts,
      severity,
      joined: groupOf(joined),
      flapped: groupOf(news.filter(({ kind }) => kind === "flapped")),
      ended: groupOf(news.filter(({ kind }) => kind === "ended")),
      muted: { ...groupOf(news.filter(({ kind }) => kind === "muted")), by: mutesOf(news) },
      unmuted: groupOf(news.filter(({ kind }) => kind === "unmuted")),
      pages: severities[worse].pages,
      reopen: joined.every(({ kind }) => kind === "joined quietly") ? "quietly" : "loudly",
      roster: await currentRoster(engine, tx, { ...incident, severity: worse }, now),
    },
    now,
  );
  await noteTurns(tx, incident, decision.events);
  return {
    ...change,
    incident: apply(incident, decision.events),
    entries: [...change.entries, ...decision.events],
  };
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
