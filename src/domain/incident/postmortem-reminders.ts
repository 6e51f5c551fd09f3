import { isUndecided } from "#domain/response/postmortem.ts";
import type { Incident } from "./incident.ts";
import type { Reminder, ReminderRules } from "./reminders.ts";
import { nextMorning } from "./working-days.ts";

/** Whoever was asked whether there will be a postmortem is asked again until they, or the numbers, say so. */
export function undecidedReminder(
  { postmortem, resolvedAt }: Incident,
  rules: ReminderRules,
): readonly Reminder[] {
  const { decisionAskedAt: told, decisionAskedOf: of } = postmortem;
  if (told === null || of === null || resolvedAt === null || !isUndecided(postmortem)) return [];
  const at = nextMorning(rules, of, { told, since: resolvedAt });
  return [{ at, event: { kind: "postmortem-decision-asked", of } }];
}
