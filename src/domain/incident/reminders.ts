import { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Incident, IncidentEvent } from "./incident.ts";
import { offerReminders, missedLead, updateReminder } from "./people-reminders.ts";
import { undecidedReminder } from "./postmortem-reminders.ts";
import { taskReminders } from "./task-reminders.ts";

/** What the configuration says of how often people are reminded. */
export type ReminderRules = Pick<Configuration, "severities" | "people" | "schedules">;

/** Something that somebody is told at a time, and the line of the timeline that records it. */
export type Reminder = {
  readonly at: DateTime;
  /** From then on it is too late, as after an outage. */
  readonly until?: DateTime;
  readonly event: IncidentEvent;
};

/** The next reminders of one kind; what was told already must not be among them. */
type FindReminders = (incident: Incident, rules: ReminderRules) => readonly Reminder[];

/** Every kind of reminder. */
const KINDS: readonly FindReminders[] = [
  missedLead,
  offerReminders,
  updateReminder,
  taskReminders,
  undecidedReminder,
];

/** When somebody is to be told something next; null when nobody is. */
export function nextReminder(incident: Incident, rules: ReminderRules): DateTime | null {
  return DateTime.min(...remindersOf(incident, rules).map(({ at }) => at)) ?? null;
}

/** What is to be told by now. */
export function dueReminders(
  incident: Incident,
  rules: ReminderRules,
  now: DateTime,
): readonly IncidentEvent[] {
  return remindersOf(incident, rules)
    .filter(({ at, until }) => at <= now && (until === undefined || now < until))
    .map(({ event }) => event);
}

function remindersOf(incident: Incident, rules: ReminderRules): readonly Reminder[] {
  return KINDS.flatMap((find) => find(incident, rules));
}
