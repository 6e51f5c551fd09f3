import { DateTime } from "luxon";
import type { AlertEvent } from "./alert.ts";
import { labelOf } from "./matcher.ts";
import type { Source } from "./source.ts";

type Watched = Pick<Source, "heartbeat">;

/** Whether a source still alerts; `since` is when it was last known to. */
export type HeartbeatState =
  | { readonly kind: "off" }
  | { readonly kind: "beating"; readonly since: DateTime }
  | { readonly kind: "blind"; readonly since: DateTime };

/**
 * Whether the event is about the alert that always fires; such an alert never makes an incident.
 * Only while it fires is it a beat: its end is the opposite of one.
 */
export function isHeartbeat({ heartbeat }: Watched, event: Pick<AlertEvent, "labels">): boolean {
  return heartbeat !== undefined && labelOf(event.labels, "alertname") === heartbeat.alertname;
}

/** Blind when no beat has come for too long, of which only the time that we watched counts. */
export function heartbeatState({
  heartbeat,
  lastBeatAt,
  watchedSince,
  now,
}: Watched & {
  readonly lastBeatAt: DateTime | null;
  readonly watchedSince: DateTime;
  readonly now: DateTime;
}): HeartbeatState {
  if (heartbeat === undefined) return { kind: "off" };
  const since = lastBeatAt === null ? watchedSince : DateTime.max(lastBeatAt, watchedSince);
  return { kind: since < now.minus(heartbeat.within) ? "blind" : "beating", since };
}
