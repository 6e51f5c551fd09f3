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
import { noteGroups } from "#store/alert/alert-groups.ts";
import { firingAlerts, lockAlerts, saveAlerts } from "#store/alert/alerts.ts";
import type { Transaction } from "#store/database/database.ts";
import type { AlertNews, Sender } from "./place-news.ts";
import { updateIncidents } from "./update-incidents.ts";

type Received = {
  readonly source: string;
  readonly report: AlertReport;
  readonly now: DateTime;
};

/** Some events of a report. */
export type Told = {
  readonly group: string | null;
  readonly events: readonly AlertEvent[];
  /** The delivery that says so, if any does. */
  readonly from?: Sender;
  /** When what is handed in again first came: an alert that was heard of since then has told more itself. */
  readonly cameAt?: DateTime;
};

type Observed = {
  readonly source: string;
  /** No alert twice, so that they may be observed together. */
  readonly told: readonly Told[];
  readonly now: DateTime;
};

type Reports = {
  readonly source: string;
  /** No group twice. */
  readonly reports: readonly AlertReport[];
  readonly now: DateTime;
};

/** A snapshot of some alerts becomes alert rows, and news for the incidents they belong to. */
export async function receiveReport(
  engine: Engine,
  tx: Transaction,
  { source, report, now }: Received,
): Promise<void> {
  await observeEvents(engine, tx, { source, told: [report], now });
  await rememberGroups(tx, { source, reports: [report], now });
}

/** The events of some reports, and the news of them; what was observed before is no news. */
export async function observeEvents(
  engine: Engine,
  tx: Transaction,
  { source, told, now }: Observed,
): Promise<void> {
  const fingerprints = told.flatMap(({ events }) => events.map(({ fingerprint }) => fingerprint));
  const known = await lockAlerts(tx, source, fingerprints.toSorted());
  const observed = told.flatMap(({ group, events, cameAt, from }) => {
    const latest = events.filter(({ fingerprint }) => {
      const alert = known.get(fingerprint);
      return alert === undefined || cameAt === undefined || !hasNewsSince(alert, cameAt);
    });
    return latest.map((event) => {
      const before = known.get(event.fingerprint) ?? null;
      return { ...observe(before, event, { source, group, now }), before, from };
    });
  });
  await saveAlerts(
    tx,
    observed.map(({ alert }) => alert),
  );
  const by: Actor = { kind: "source", source };
  const news = observed.flatMap(({ from, ...seen }) =>
    newsOf(seen).map((one) => ({ ...one, from })),
  );
  await updateIncidents(engine, tx, { by, now, news });
}

/** What only whole reports tell: how much each leaves out, and which alerts of its group. */
export async function rememberGroups(
  tx: Transaction,
  { source, reports, now }: Reports,
): Promise<void> {
  const incomplete = await noteGroups(tx, source, reports, now);
  const suspects = reports.filter(({ group }) => group !== null && incomplete.has(group));
  await saveAlerts(tx, await findMissing(tx, { source, reports: suspects, now }));
}

async function findMissing(
  tx: Transaction,
  { source, reports, now }: Reports,
): Promise<readonly Alert[]> {
  const whole = reports.flatMap((report) =>
    report.group === null ? [] : [{ ...report, group: report.group }],
  );
  if (whole.length === 0) return [];
  const groups = whole.map(({ group }) => group);
  const firing = Map.groupBy(await firingAlerts(tx, source, groups), ({ group }) => group);
  return whole.flatMap((report) =>
    markMissing(firing.get(report.group) ?? [], report, report.group, now),
  );
}

function newsOf({
  alert,
  change,
  before,
}: Observation & { readonly before: Alert | null }): readonly AlertNews[] {
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
      return wasMuted(before) ? [{ alert, kind: "unmuted" }] : [];
    case "ended before":
    case "ended unseen":
    case "outdated":
      return [];
  }
}

function wasMuted(alert: Alert | null): boolean {
  return alert !== null && alert.mutedBy !== null;
}
