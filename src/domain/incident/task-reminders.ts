import type { DateTime } from "luxon";
import { isSameActor, type Actor } from "#domain/actor.ts";
import { isChased, type Task } from "#domain/response/task.ts";
import type { Incident } from "./incident.ts";
import { leadOf } from "./leading.ts";
import type { Reminder, ReminderRules } from "./reminders.ts";
import { nextMorning } from "./working-days.ts";

/** A day after it was due its owner is asked once more, then it is left to the lists. */
const OVERDUE_AFTER = { days: 1 };

/** Owners are reminded of what is due, also once the incident is over. */
export function taskReminders(incident: Incident, rules: ReminderRules): readonly Reminder[] {
  return incident.tasks.flatMap((task) => nextOfTask(incident, task, rules) ?? []);
}

/** When the owner of a task is reminded next; null when they are not. */
function nextOfTask(incident: Incident, task: Task, rules: ReminderRules): Reminder | null {
  const { number, type, text, owner, due, state, snoozedUntil } = task;
  if (state !== "open" || owner === null) return null;
  const at = snoozedUntil ?? reminderAt(task, rules);
  if (at === null) return null;
  const stage = due !== null && at > due ? "overdue" : "due";
  const also = stage === "overdue" && isChased(task) ? leadBeside(incident, owner) : null;
  return { at, event: { kind: "task-reminded", number, type, text, owner, stage, also } };
}

function reminderAt(task: Task, rules: ReminderRules): DateTime | null {
  const { due, reminded, remindedAt, owner } = task;
  if (due === null || reminded === null) return due;
  if (isChased(task)) return nextMorning(rules, owner, { told: remindedAt ?? due, since: due });
  return reminded === "overdue" ? null : due.plus(OVERDUE_AFTER);
}

/** What its owner does not do the lead hears of. */
function leadBeside(incident: Incident, owner: Actor): Actor | null {
  const lead = leadOf(incident) ?? incident.acknowledgedBy;
  return lead?.kind === "person" && !isSameActor(lead, owner) ? lead : null;
}
