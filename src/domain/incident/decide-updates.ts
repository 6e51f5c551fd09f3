import type { DateTime } from "luxon";
import { decideUpdate, type UpdateCommand } from "#domain/response/update.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";

/** The last word may come after the end; nobody waits for another, and only what was merged is told of elsewhere. */
export function decideUpdates(incident: Incident, command: UpdateCommand, now: DateTime): Decision {
  const isLate = command.kind === "post-update" || command.kind === "unfollow";
  if (incident.status === "merged" || (!isLate && !isOpen(incident))) {
    return nothing(overWords(incident));
  }
  const isLast = command.kind === "post-update" && !isOpen(incident);
  const event = decideUpdate(incident.updates, isLast ? { ...command, nextAt: null } : command);
  if (typeof event === "string") return nothing(event);
  return { events: by(command.by, now, [event]), reason: event.kind };
}
