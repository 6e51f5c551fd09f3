import type { DateTime } from "luxon";
import type { StaleCommand } from "#domain/response/stale.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";

/** Told once; nothing is ended by it, because an alert that is not heard of may still fire. */
export function lookAtAlerts(
  incident: Incident,
  { by: actor, stale }: StaleCommand,
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const isKnown = incident.staleSince !== null;
  if (stale === null) {
    if (!isKnown) return nothing("its alerts are heard of");
    return { events: by(actor, now, [{ kind: "alerts-heard" }]), reason: "heard of again" };
  }
  if (isKnown) return nothing("that was told");
  const { count, heardAt } = stale;
  const event = { kind: "alerts-stale", count, heardAt } as const;
  return { events: by(actor, now, [event]), reason: "nothing is heard of its alerts" };
}
