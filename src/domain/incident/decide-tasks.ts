import type { DateTime } from "luxon";
import { decideTask } from "#domain/response/decide-task.ts";
import type { TaskCommand } from "#domain/response/task.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { overWords, type Incident } from "./incident.ts";

/**
 * Follow-ups are for when it is over, and what was left open then is tidied up; only an incident that was merged takes
 * no new ones, because the other one does.
 */
export function decideTasks(incident: Incident, command: TaskCommand, now: DateTime): Decision {
  if (incident.status === "merged" && command.kind === "add-task") {
    return nothing(overWords(incident));
  }
  const event = decideTask(incident.tasks, command, now);
  if (typeof event === "string") return nothing(event);
  return { events: by(command.by, now, [event]), reason: event.kind };
}
