import type { DateTime } from "luxon";
import type { Task } from "#domain/response/task.ts";
import type { Incident } from "./incident.ts";
import type { Reminder } from "./reminders.ts";

/** A day after it was due its owner is asked once more, then it is left to the lists. */
const OVERDUE_AFTER = { days: 1 };

/** Owners are reminded of what is due, also once the incident is over. */
export function taskReminders({ tasks }: Incident): readonly Reminder[] {
  return tasks.flatMap((task) => nextOfTask(task) ?? []);
}

/** When the owner of a task is reminded next; null when they are not. */
function nextOfTask(task: Task): Reminder | null {
  const { number, type, text, owner, due, state, reminded, snoozedUntil } = task;
  if (state !== "open" || owner === null) return null;
  const at = snoozedUntil ?? reminderAt(due, reminded);
  if (at === null) return null;
  const stage = due !== null && at > due ? "overdue" : "due";
  return { at, event: { kind: "task-reminded", number, type, text, owner, stage } };
}

function reminderAt(due: DateTime | null, reminded: Task["reminded"]): DateTime | null {
  if (due === null || reminded === "overdue") return null;
  return reminded === null ? due : due.plus(OVERDUE_AFTER);
}
