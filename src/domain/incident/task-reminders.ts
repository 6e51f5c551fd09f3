import { nextOfTask, POSTMORTEM_KEY } from "#domain/response/task.ts";
import type { Incident } from "./incident.ts";
import { leadOf } from "./leading.ts";
import type { Reminder, ReminderRules } from "./reminders.ts";

/** Owners are reminded of what is due, also once the incident is over. */
export function taskReminders({ tasks }: Incident): readonly Reminder[] {
  return tasks.flatMap((task) => nextOfTask(task) ?? []);
}

/** Where the policy asks for a postmortem, its end makes a follow-up of it, once. */
export function postmortemReminder(incident: Incident, rules: ReminderRules): readonly Reminder[] {
  const { status, severity, resolvedAt, tasks, life } = incident;
  const policy = rules.incidents.postmortem;
  const isReal = status === "resolved" && !life.isDrill && life.ending === null;
  if (policy === undefined || resolvedAt === null || !isReal) return [];
  const isAsked = tasks.some(({ key }) => key === POSTMORTEM_KEY);
  if (isAsked || !policy.severities.includes(severity)) return [];
  const event = {
    kind: "task-added",
    number: tasks.length + 1,
    type: "followup",
    text: "Write the postmortem",
    owner: leadOf(incident) ?? incident.acknowledgedBy,
    due: resolvedAt.plus(policy.dueAfter),
    key: POSTMORTEM_KEY,
    link: null,
  } as const;
  return [{ at: resolvedAt, event }];
}
