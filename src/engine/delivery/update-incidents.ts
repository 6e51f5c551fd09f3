import { DateTime } from "luxon";
import { alertName } from "#domain/alert/alert.ts";
import { type AlertMove, countMoves, stateOf } from "#domain/incident/alert-counts.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { AlertCounts, AlertGroup, IncidentId } from "#domain/incident/incident.ts";
import { worst } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { pagesSomebody, saveChanges, type Change } from "#engine/incident/change-incident.ts";
import { currentRoster, noteTurns } from "#engine/incident/current-roster.ts";
import { tieAlerts } from "#store/alert/incident-alerts.ts";
import { noteTold } from "#store/alert/told-incidents.ts";
import type { Transaction } from "#store/database/database.ts";
import { awaitPages } from "#store/page/awaited-pages.ts";
import { type Batch, findOrOpen, type Heard } from "./find-or-open.ts";
import type { AlertNews, Sender } from "./place-news.ts";

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
  const told: Heard[] = [];
  for (const { counts, ...one } of await countAfter(tx, heard)) {
    told.push({ ...one, change: await tell(engine, tx, one, { by, now, counts }) });
  }
  const changed = told.filter(({ change }) => change.entries.length > 0);
  if (changed.length === 0) return;
  await saveChanges(
    engine,
    tx,
    changed.map(({ change }) => change),
  );
  await tieNews(tx, changed.filter(isNew));
  await noteTold(tx, changed.flatMap(tellingsOf), now);
  await awaitPages(tx, changed.filter(({ change }) => pagesSomebody(change)).flatMap(waitOf));
}

/** How many alerts each has with this news. A new one has no row yet to which they could be tied. */
async function countAfter(
  tx: Transaction,
  heard: readonly Heard[],
): Promise<readonly (Heard & { readonly counts: AlertCounts })[]> {
  const older = heard.filter((one) => !isNew(one));
  const moved = [...(await tieNews(tx, older)), ...heard.filter(isNew).flatMap(movesOfNew)];
  const moves = Map.groupBy(moved, (one) => one.incident);
  return heard.map((one) => {
    const { id, alerts } = one.change.incident;
    return { ...one, counts: countMoves(alerts, moves.get(id) ?? []) };
  });
}

async function tieNews(tx: Transaction, heard: readonly Heard[]): Promise<readonly AlertMove[]> {
  const ties = heard.flatMap(({ change, news }) =>
    news.map((one) => ({ incident: change.incident.id, ...one })),
  );
  return await tieAlerts(tx, ties);
}

function movesOfNew({ change, news }: Heard): readonly AlertMove[] {
  return news.map(({ alert }) => {
    return { incident: change.incident.id, before: null, state: stateOf(alert) };
  });
}

function isNew({ change }: Heard): boolean {
  return change.isNew;
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

async function tell(
  engine: Engine,
  tx: Transaction,
  { change, news }: Heard,
  { by, now, counts }: Omit<Batch, "news"> & { readonly counts: AlertCounts },
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
