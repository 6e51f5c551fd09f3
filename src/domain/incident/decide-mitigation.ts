import type { DateTime } from "luxon";
import { MUSTER } from "#domain/actor.ts";
import {
  decideMitigation as decideStep,
  type MitigationCommand,
} from "#domain/response/mitigation.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";

/** What came of a step may be said after the incident is over; nothing new is begun then. */
export function decideMitigation(
  incident: Incident,
  command: MitigationCommand,
  now: DateTime,
): Decision {
  const mayEnd = command.kind === "finish-mitigation" && incident.status === "resolved";
  if (!isOpen(incident) && !mayEnd) return nothing(overWords(incident));
  const events = decideStep(incident.mitigation, command);
  if (typeof events === "string") return nothing(events);
  const actor = command.kind === "plan-mitigation" ? MUSTER : command.by;
  return { events: by(actor, now, events), reason: events.at(-1)?.kind ?? "" };
}
