import { DateTime } from "luxon";
import type { AlertEvent, AlertReport } from "#domain/alert/alert.ts";
import { type AlertmanagerDelivery, parseAlertmanager } from "#intake/alertmanager.ts";

export const RECEIVED_AT = DateTime.fromISO("2026-11-20T12:00:00.000Z", { zone: "utc" });

type Fields = Readonly<Record<string, unknown>>;

/** An alert as Alertmanager sends it, with the fields that matter replaced. */
export function webhookAlert(fields: Fields = {}): Fields {
  return {
    status: "firing",
    labels: { alertname: "Disk", instance: "a" },
    annotations: { summary: "Disk on a" },
    startsAt: "2026-11-20T11:00:00.000Z",
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "http://prom.example/graph?g0.expr=up",
    fingerprint: "e7c48d140af201f5",
    ...fields,
  };
}

/** A payload as Alertmanager sends it, with the fields that matter replaced. */
export function webhook(fields: Fields = {}): Fields {
  return {
    receiver: "bot",
    status: "firing",
    alerts: [webhookAlert()],
    groupLabels: { alertname: "Disk" },
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://am.example:9093",
    version: "4",
    groupKey: '{}:{alertname="Disk"}',
    truncatedAlerts: 0,
    ...fields,
  };
}

export function parseText(text: string): AlertmanagerDelivery {
  return parseAlertmanager(Buffer.from(text), RECEIVED_AT);
}

/** The report in a payload that can be read. */
export function reportOf(payload: Fields): AlertReport {
  const delivery = parseText(JSON.stringify(payload));
  if (delivery.kind === "unreadable") throw new Error(delivery.reason);
  return delivery.report;
}

/** The only event in a payload with this alert. */
export function eventOf(alert: unknown): AlertEvent {
  const [event, ...others] = reportOf(webhook({ alerts: [alert] })).events;
  if (event === undefined || others.length > 0) throw new Error("not one event");
  return event;
}
