import type { DateTime } from "luxon";
import { decideSilence } from "#domain/response/decide-silence.ts";
import type { SilenceCommand } from "#domain/response/silences.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";

/** Alerts are silenced while it is open; a silence goes on, and can be ended, after that. */
export function decideSilences(
  incident: Incident,
  command: SilenceCommand,
  now: DateTime,
): Decision {
  if (command.kind === "silence" && !isOpen(incident)) return nothing(overWords(incident));
  const decided = decideSilence(incident.silences, command, now);
  if (typeof decided === "string") return nothing(decided);
  return { events: by(decided.by, now, [decided.event]), reason: decided.event.kind };
}
