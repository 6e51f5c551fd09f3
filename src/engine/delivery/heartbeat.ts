import type { DateTime } from "luxon";
import { alertName, type Alert, type AlertEvent } from "#domain/alert/alert.ts";
import { heartbeatState } from "#domain/alert/heartbeat.ts";
import { OWN_SOURCE, type Source } from "#domain/alert/source.ts";
import type { Engine } from "#engine/engine.ts";
import { firingAlerts } from "#store/alert/alerts.ts";
import { sourceStates, type SourceState } from "#store/alert/sources.ts";
import type { Transaction } from "#store/database/database.ts";
import { receiveReport } from "./receive-report.ts";

const ALERT_NAME = "AlertingIsBlind";

/** A source and what is known of it at that moment. */
export type SourceAsSeen = {
  readonly source: Source;
  readonly state: SourceState;
  readonly now: DateTime;
};

/** A missing heartbeat is an alert of our own, so it pages, shows and ends like any other. */
export async function listenForHeartbeat(
  engine: Engine,
  tx: Transaction,
  { source, state, now }: SourceAsSeen,
): Promise<void> {
  const known = (await blindness(tx)).find(({ fingerprint }) => fingerprint === source.id);
  const isBlind = heartbeatState({ ...source, ...state, now }).kind === "blind";
  if (isBlind && known === undefined) await tell(engine, tx, blindEvent(source.id, now, null), now);
  if (known !== undefined && hasBeatenSince(state, known)) {
    await tell(engine, tx, blindEvent(source.id, known.startsAt, now), now);
  }
}

/** Blindness of sources that nobody listens to any more is over. */
export async function forgetHeartbeats(
  engine: Engine,
  tx: Transaction,
  now: DateTime,
): Promise<void> {
  const { sources } = engine.configuration();
  for (const { fingerprint, startsAt } of await blindness(tx)) {
    if (sources.get(fingerprint)?.heartbeat !== undefined) continue;
    await tell(engine, tx, blindEvent(fingerprint, startsAt, now), now);
  }
}

/** A source whose heartbeat is missing, so that the end of an alert proves nothing; null when there is none. */
export async function blindSource(
  engine: Engine,
  tx: Transaction,
  now: DateTime,
): Promise<string | null> {
  const [told] = await blindness(tx);
  if (told !== undefined) return told.fingerprint;
  const states = await sourceStates(tx);
  const blind = [...engine.configuration().sources.values()].find((source) => {
    const state = states.get(source.id);
    return state !== undefined && heartbeatState({ ...source, ...state, now }).kind === "blind";
  });
  return blind?.id ?? null;
}

/** Only a beat ends blindness; that Muster was started again does not. */
function hasBeatenSince({ lastBeatAt }: SourceState, known: Alert): boolean {
  return lastBeatAt !== null && lastBeatAt > known.startsAt;
}

async function blindness(tx: Transaction): Promise<readonly Alert[]> {
  const own = await firingAlerts(tx, OWN_SOURCE);
  return own.filter(({ labels }) => alertName(labels) === ALERT_NAME);
}

async function tell(
  engine: Engine,
  tx: Transaction,
  event: AlertEvent,
  now: DateTime,
): Promise<void> {
  const report = { group: null, truncated: 0, events: [event] };
  await receiveReport(engine, tx, { source: OWN_SOURCE, report, now });
}

function blindEvent(source: string, startsAt: DateTime, endsAt: DateTime | null): AlertEvent {
  return {
    fingerprint: source,
    status: endsAt === null ? "firing" : "resolved",
    labels: { alertname: ALERT_NAME, source, severity: "critical" },
    annotations: {
      summary: `Alerting is blind: the heartbeat of ${source} is missing`,
      description: `The alert that always fires has not come from ${source} in time, so real alerts may not come either.`,
      runbook: "alerting-is-blind",
    },
    startsAt,
    endsAt,
    generatorUrl: null,
    notes: [],
  };
}
