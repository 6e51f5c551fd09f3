import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { summarise } from "#domain/alert/title.ts";
import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import type { PolicySnapshot } from "#domain/escalation/policy.ts";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { isSelfPage, selfPagePolicy } from "#domain/self-page.ts";
import { worst } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { begin, type Change } from "#engine/incident/change-incident.ts";
import { rosterAt } from "#engine/incident/current-roster.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockKeysUnmerged } from "#store/incident/incident-locks.ts";
import { incidentsOfKeys, lockIncidents, nextIncidentIds } from "#store/incident/incidents.ts";
import {
  newsByIncident,
  newsByKnown,
  newsByPlace,
  type AlertNews,
  type Placed,
  type PlaceNews,
} from "./place-news.ts";

/** What one source tells at one moment. */
export type Batch = {
  readonly by: Actor;
  readonly now: DateTime;
  readonly news: readonly AlertNews[];
};
type Context = Pick<Batch, "by" | "now">;

/** An incident, with what was already decided of it, and the news that it is to hear. */
export type Heard = { readonly change: Change; readonly news: readonly Placed[] };

/** The incidents that the news concern, locked, and those that it opens, which are not yet saved. */
export async function findOrOpen(
  engine: Engine,
  tx: Transaction,
  { news, by, now }: Batch,
): Promise<readonly Heard[]> {
  const places = newsByPlace(engine, news);
  const keys = places.map(({ place }) => place.key);
  await lockKeysUnmerged(tx, keys);
  const ongoing = await newsByIncident(tx, news);
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
