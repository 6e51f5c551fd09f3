import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Decision } from "./command.ts";
import type { IncidentEvent, TimelineEntry } from "./incident.ts";

/** It is left as it is; the reason is for people. */
export function nothing(reason: string): Decision {
  return { events: [], reason };
}

/** The events as lines of the timeline. */
export function by(
  actor: Actor,
  at: DateTime,
  events: readonly IncidentEvent[],
): readonly TimelineEntry[] {
  return events.map((event) => ({ at, by: actor, event }));
}
