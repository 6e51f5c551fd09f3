import type { DateTime } from "luxon";
import type { AlertEvent } from "#domain/alert/alert.ts";
import { OWN_SOURCE } from "#domain/alert/source.ts";
import { oneLine } from "#domain/text.ts";
import type { Engine } from "#engine/engine.ts";
import { refuse } from "#store/alert/deliveries.ts";
import type { Transaction } from "#store/database/database.ts";
import { receiveReport } from "./receive-report.ts";

const REASON_LENGTH = 500;

export type Refused = {
  readonly source: string;
  readonly delivery: number;
  readonly reason: string;
};

/**
 * Puts a delivery aside, as it came, so that those behind it go on; and pages somebody, for it was answered 2xx. Whoever
 * hands it in again knows of it, so that nobody is paged for it twice.
 */
export async function refuseDelivery(
  engine: Engine,
  tx: Transaction,
  { source, delivery, reason: text }: Refused,
  now: DateTime,
): Promise<void> {
  const reason = oneLine(text, REASON_LENGTH);
  engine.metrics.quarantined.inc({ source });
  engine.logger.error({ source, delivery, reason }, "delivery refused");
  const handedInBy = await refuse(tx, delivery, reason);
  if (handedInBy !== null) return;
  const report = {
    group: null,
    truncated: 0,
    events: [notRead({ source, delivery, reason }, now)],
  };
  await receiveReport(engine, tx, { source: OWN_SOURCE, report, now });
}

/** It starts anew with each delivery, so that one that follows after the incident is over pages again. */
function notRead({ source, delivery, reason }: Refused, now: DateTime): AlertEvent {
  return {
    // No id of a source has a colon, so it is never taken for the alert of a missing heartbeat.
    fingerprint: `delivery:${source}`,
    status: "firing",
    labels: { alertname: "DeliveryNotRead", source, severity: "critical" },
    annotations: {
      summary: `A delivery of ${source} could not be read: its alerts are not known`,
      description: `It is kept as it came: muster quarantine ${delivery} shows it, muster replay ${delivery} hands it in again. ${reason}`,
      runbook: "alerting-is-blind",
    },
    startsAt: now,
    endsAt: null,
    generatorUrl: null,
    notes: [],
  };
}
