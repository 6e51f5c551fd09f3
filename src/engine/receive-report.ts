import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { observe, type Alert, type AlertReport, type Observation } from "#domain/alert.ts";
import { markMissing } from "#domain/missing-alerts.ts";
import { noteGroup } from "#store/alert-groups.ts";
import { firingAlerts, lockAlerts, saveAlerts } from "#store/alerts.ts";
import type { Transaction } from "#store/database.ts";
import type { Engine } from "./engine.ts";
import { updateIncidents, type AlertNews } from "./update-incidents.ts";

/** A snapshot of some alerts becomes alert rows, and news for the incidents they belong to. */
export async function receiveReport(
  engine: Engine,
  tx: Transaction,
  {
    source,
    report,
    now,
  }: { readonly source: string; readonly report: AlertReport; readonly now: DateTime },
): Promise<void> {
  const fingerprints = report.events.map(({ fingerprint }) => fingerprint).toSorted();
  const known = await lockAlerts(tx, source, fingerprints);
  const context = { source, group: report.group, now };
  const observed = report.events.map((event) => {
    return observe(known.get(event.fingerprint) ?? null, event, context);
  });
  await noteGroup(tx, source, report, now);
  const missing = await findMissing(tx, source, report, now);
  await saveAlerts(tx, [...observed.map(({ alert }) => alert), ...missing]);
  const by: Actor = { kind: "source", source };
  await updateIncidents(engine, tx, {
    by,
    now,
    news: observed.flatMap((seen) => newsOf(seen, known)),
  });
}

async function findMissing(
  tx: Transaction,
  source: string,
  report: AlertReport,
  now: DateTime,
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
