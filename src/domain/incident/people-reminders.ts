import type { DateTime, Duration } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { endOf } from "#domain/response/offer.ts";
import { isOpen, type Incident } from "./incident.ts";
import { leadOf } from "./leading.ts";
import type { Reminder, ReminderRules } from "./reminders.ts";

/** Whoever acknowledges leads, so a short time without a lead is usual. */
const LEAD_AFTER = { minutes: 5 };
const LEAD_AGAIN = { minutes: 30 };
const OFFER_AGAIN = { minutes: 5 };
const COMMS = "comms";

/** An incident of the worst kind has nobody who leads it. */
export function missedLead({ leadWatch: { since, toldAt } }: Incident): readonly Reminder[] {
  if (since === null) return [];
  const at = toldAt === null ? since.plus(LEAD_AFTER) : toldAt.plus(LEAD_AGAIN);
  return [{ at, event: { kind: "lead-missed" } }];
}

/** Whoever is to take it has not answered: they are asked once more, then it stays where it is. */
export function offerReminders({ offers: { open } }: Incident): readonly Reminder[] {
  if (open === null) return [];
  const expired = { at: open.until, event: endOf("hand-over-expired", open) };
  if (open.remindedAt !== null) return [expired];
  const again = endOf("hand-over-asked-again", open);
  return [{ at: open.at.plus(OFFER_AGAIN), until: open.until, event: again }, expired];
}

/** Others wait for an update: as promised with the last one, or as often as the severity asks for. */
export function updateReminder(incident: Incident, rules: ReminderRules): readonly Reminder[] {
  const { updates, paging, acknowledgedBy } = incident;
  const to = writerOf(incident);
  // While nobody has it somebody is being paged, and what was put off is put off with all that belongs to it.
  if (!isOpen(incident) || acknowledgedBy === null || paging.state === "snoozed") return [];
  if (to === null || updates.isStopped) return [];
  const at = updateDueAt(incident, rules);
  return at === null ? [] : [{ at, event: { kind: "update-due", to } }];
}

/** Once somebody was reminded they are again, at the severity's pace or when they asked for it. */
function updateDueAt(incident: Incident, rules: ReminderRules): DateTime | null {
  const { nudgedAt, putOffUntil } = incident.updates;
  const every = rules.severities[incident.severity].updateEvery;
  const due = nextUpdateAt(incident, every);
  if (putOffUntil !== null || due === null) return putOffUntil;
  if (nudgedAt === null || nudgedAt < due) return due;
  return every === undefined ? null : nudgedAt.plus(every);
}

/** When others may expect the next update. */
export function nextUpdateAt(
  { updates, openedAt, acknowledgedAt }: Incident,
  every: Duration | undefined,
): DateTime | null {
  if (updates.last !== null) return updates.last.nextAt;
  return every === undefined ? null : (acknowledgedAt ?? openedAt).plus(every);
}

/** Who tells others: whoever has that role, else who leads, else who has it. */
function writerOf(incident: Incident): Actor | null {
  return incident.roles[COMMS] ?? leadOf(incident) ?? incident.acknowledgedBy;
}
