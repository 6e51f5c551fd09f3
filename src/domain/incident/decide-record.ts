import type { DateTime } from "luxon";
import { decideNotebook, type NotebookCommand } from "#domain/response/notebook.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import type { Incident } from "./incident.ts";

/** Notes and saved messages; the record of an incident can be completed when it is over, too. */
export function decideRecord(
  incident: Incident,
  command: NotebookCommand,
  now: DateTime,
): Decision {
  const decided = decideNotebook(incident.notebook, command, now);
  if (typeof decided === "string") return nothing(decided);
  return { events: by(decided.by, now, [decided.event]), reason: decided.event.kind };
}
