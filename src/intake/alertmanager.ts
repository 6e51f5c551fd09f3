import type { DateTime } from "luxon";
import { z } from "zod";
import type { AlertEvent, AlertReport } from "#domain/alert/alert.ts";
import { readAlert } from "./alertmanager/alert.ts";
import { hash, sorted } from "./alertmanager/fingerprint.ts";
import { parseJsonBody } from "./alertmanager/json-body.ts";
import { readTexts } from "./alertmanager/texts.ts";

const VERSION = "4";

/**
 * Alertmanager's webhook payload. Only `alerts` must be there: the rest is a hint,
 * and the top-level status says nothing when the payload was truncated.
 */
const Payload = z.object({
  alerts: z.array(z.unknown()).nullable(),
  receiver: z.string().catch(""),
  groupKey: z.string().catch(""),
  groupLabels: z.unknown().optional(),
  truncatedAlerts: z.int().min(0).max(1_000_000_000).catch(0),
  version: z.unknown().optional(),
});
type Payload = z.output<typeof Payload>;

type Unreadable = { readonly kind: "unreadable"; readonly reason: string };
type Decoded = {
  readonly kind: "payload";
  readonly payload: Payload;
  readonly notes: readonly string[];
};

export type AlertmanagerDelivery =
  | {
      readonly kind: "report";
      readonly report: AlertReport;
      /** What had to be mended in the delivery itself, in words for the log. */
      readonly notes: readonly string[];
    }
  | Unreadable;

/** What a webhook says; forgiving in everything, because an alert that we refuse is an alert that nobody hears of. */
export function parseAlertmanager(body: Uint8Array, receivedAt: DateTime): AlertmanagerDelivery {
  const decoded = decodeAlertmanager(body);
  if (decoded.kind === "unreadable") return decoded;
  const { payload, notes } = decoded;
  const events = (payload.alerts ?? []).map((alert) => readAlert(alert, receivedAt));
  const report = {
    group: groupOf(payload),
    truncated: payload.truncatedAlerts,
    events: latestOfEach(events),
  };
  return { kind: "report", report, notes: [...notes, ...notesOnVersion(payload.version)] };
}

/** Whether a body can be read at all: the one thing to know before it is stored. */
export function decodeAlertmanager(body: Uint8Array): Decoded | Unreadable {
  const json = parseJsonBody(body);
  if (json.kind === "unreadable") return json;
  const payload = Payload.safeParse(json.value);
  if (payload.success) return { kind: "payload", payload: payload.data, notes: json.notes };
  return { kind: "unreadable", reason: "the body is no JSON object with a list of alerts" };
}

/** Sibling routes share a group key, so the receiver belongs to the group's name; null when nothing names the group. */
function groupOf({ receiver, groupKey, groupLabels }: Payload): string | null {
  if (groupKey !== "") return hash([receiver, groupKey]);
  if (groupLabels === undefined || groupLabels === null) return null;
  return hash([receiver, sorted(readTexts(groupLabels, "label").texts)]);
}

/** One event per alert: the one that happened last, when a payload has several. */
function latestOfEach(events: readonly AlertEvent[]): readonly AlertEvent[] {
  const latest = new Map<string, AlertEvent>();
  for (const event of events) {
    const other = latest.get(event.fingerprint);
    if (other === undefined || !isLater(other, event)) latest.set(event.fingerprint, event);
  }
  return [...latest.values()];
}

/** An end beats the start of its own episode; a start at the very moment of an end is a new episode. */
function isLater(a: AlertEvent, b: AlertEvent): boolean {
  const difference = momentOf(a) - momentOf(b);
  return difference === 0 ? a.status === "firing" && b.status === "resolved" : difference > 0;
}

function momentOf({ startsAt, endsAt }: AlertEvent): number {
  return (endsAt ?? startsAt).toMillis();
}

function notesOnVersion(version: unknown): readonly string[] {
  return version === VERSION ? [] : ["The payload is not of version 4."];
}
