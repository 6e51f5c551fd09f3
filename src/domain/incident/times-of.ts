import type { DateTime } from "luxon";
import type { Moment } from "#domain/response/life.ts";
import { isOpen, type Incident } from "./incident.ts";

/** When an incident's chapters began; null for what has not happened. */
export type Times = Readonly<Record<Exclude<Moment, "impact" | "detected">, DateTime | null>> & {
  readonly impact: DateTime;
  readonly detected: DateTime;
};

/** What of an incident its times are told from. */
export type Timed = Pick<
  Incident,
  "status" | "startedAt" | "openedAt" | "acknowledgedAt" | "resolvedAt" | "quietSince" | "life"
>;

/** What is shown and counted: as people corrected it, else as it was noted. */
export function timesOf(incident: Timed): Times {
  const { life, startedAt, openedAt } = incident;
  const ended = isOpen(incident) ? null : (life.endedAt ?? incident.resolvedAt);
  return {
    impact: startedAt,
    detected: life.detectedAt ?? openedAt,
    acknowledged: life.acknowledgedAt ?? incident.acknowledgedAt,
    mitigated: life.mitigatedAt ?? mitigatedByEnd(incident, ended),
    ended,
  };
}

/** Where nobody said so the pain stopped when the alerts did, or at the end. */
function mitigatedByEnd({ quietSince }: Timed, ended: DateTime | null): DateTime | null {
  if (ended === null || quietSince === null) return ended;
  return quietSince < ended ? quietSince : ended;
}
