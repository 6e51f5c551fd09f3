import type { DateTime } from "luxon";
import { MUSTER } from "#domain/actor.ts";
import { decideRole, type RoleCommand } from "#domain/response/role.ts";
import type { Decision, ResponseCommand } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";
import { dueReminders, type ReminderRules } from "./reminders.ts";

/** What becomes of what people do about an incident beyond answering its pages. */
export function decideResponse(
  incident: Incident,
  command: ResponseCommand,
  now: DateTime,
): Decision {
  switch (command.kind) {
    case "give-role":
    case "leave-role":
      return decideRoles(incident, command, now);
    case "remind":
      return remind(incident, command.rules, now);
  }
}

function decideRoles(incident: Incident, command: RoleCommand, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const event = decideRole(incident.roles, command);
  if (typeof event === "string") return nothing(event);
  return { events: by(command.by, now, [event]), reason: event.kind };
}

function remind(incident: Incident, rules: ReminderRules, now: DateTime): Decision {
  const events = dueReminders(incident, rules, now);
  if (events.length === 0) return nothing("nothing is to be told");
  return { events: by(MUSTER, now, events), reason: "reminded" };
}
