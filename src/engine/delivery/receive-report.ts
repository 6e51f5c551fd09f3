import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import {
  hasNewsSince,
  observe,
  type Alert,
  type AlertEvent,
  type AlertReport,
  type Observation,
} from "#domain/alert/alert.ts";
import { markMissing } from "#domain/alert/missing-alerts.ts";
import type { Engine } from "#engine/engine.ts";
import { noteGroup } from "#store/alert/alert-groups.ts";
import { firingAlerts, lockAlerts, saveAlerts } from "#store/alert/alerts.ts";
import type { Delivery } from "#store/alert/deliveries.ts";
import type { Transaction } from "#store/database/database.ts";
import type { AlertNews } from "./place-news.ts";
import { updateIncidents } from "./update-incidents.ts";

type Received = {
  readonly source: string;
  readonly report: AlertReport;
  readonly now: DateTime;
};

type Observed = {
  readonly source: string;
  readonly group: string | null;
  readonly events: readonly AlertEvent[];
  readonly now: DateTime;
  /** The delivery that says so. */
  readonly delivery?: Delivery;
  /** When the delivery was stored; what is told by nobody, or again, is not measured by it. */
  readonly acceptedAt?: DateTime;
  /** When what is handed in again first came: an alert that was heard of since then has told more itself. */
  readonly cameAt?: DateTime;
};

/** A snapshot of some alerts becomes alert rows, and news for the incidents they belong to. */
export async function receiveReport(
  engine: Engine,
  tx: Transaction,
  { source, report, now }: Received,
): Promise<void> {
  await observeEvents(engine, tx, { source, group: report.group, events: report.events, now });
  await rememberGroup(tx, { source, report, now });
}

/** Some events of a report, and the news of them; what was observed before is no news. */
export async function observeEvents(
  engine: Engine,
  tx: Transaction,
  { source, group, events, now, cameAt, acceptedAt, delivery }: Observed,
): Promise<void> {
  const fingerprints = events.map(({ fingerprint }) => fingerprint).toSorted();
  const known = await lockAlerts(tx, source, fingerprints);
  const latest = events.filter(({ fingerprint }) => {
    const alert = known.get(fingerprint);
    return alert === undefined || cameAt === undefined || !hasNewsSince(alert, cameAt);
  });
  const observed = latest.map((event) => {
    return observe(known.get(event.fingerprint) ?? null, event, { source, group, now });
  });
  await saveAlerts(
    tx,
    observed.map(({ alert }) => alert),
  );
  const by: Actor = { kind: "source", source };
  const news = observed.flatMap((seen) => newsOf(seen, known));
  const origin = delivery && { delivery: delivery.id, source, receivedAt: delivery.receivedAt };
  const from = { ...(acceptedAt && { acceptedAt }), ...(origin && { origin }) };
  await updateIncidents(engine, tx, { by, now, news, ...from });
}

/** What only a whole report tells: how much it leaves out, and which alerts of its group. */
export async function rememberGroup(
  tx: Transaction,
  { source, report, now }: Received,
): Promise<void> {
  await noteGroup(tx, source, report, now);
  await saveAlerts(tx, await findMissing(tx, { source, report, now }));
}

async function findMissing(
  tx: Transaction,
  { source, report, now }: Received,
): Promise<readonly Alert[]> {
  if (report.group === null || report.truncated > 0) return [];
  const firing = await firingAlerts(tx, source, report.group);
  return markMissing(firing, report, report.group, now);
}

function newsOf(
  { alert, change }: Observation,
  known: ReadonlyMap<string, Alert>,
): readonly AlertNews[] {
  switch (change) {
    case "fired":
    case "fired again":
      return [{ alert, kind: "joined" }];
    case "reopened":
      return [{ alert, kind: "joined quietly" }];
    case "restarted":
      return [{ alert, kind: "flapped" }];
    case "ended":
      return [{ alert, kind: "ended" }];
    case "repeated":
      return wasMuted(known.get(alert.fingerprint)) ? [{ alert, kind: "unmuted" }] : [];
    case "ended before":
    case "ended unseen":
    case "outdated":
      return [];
  }
}

function wasMuted(alert: Alert | undefined): boolean {
  return alert !== undefined && alert.mutedBy !== null;
}
