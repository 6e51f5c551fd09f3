import { DateTime } from "luxon";
import { type Learning, learningOf } from "#domain/learning/learning.ts";
import type { Past, PastFollowUp, PastIncident, PastPage } from "#domain/learning/past.ts";

/** A moment of UTC, such as 2026-11-16T09:00. */
export function moment(text: string): DateTime {
  return DateTime.fromISO(text, { zone: "utc" });
}

export function instant(text: string): number {
  return moment(text).toMillis();
}

/** Minutes after the impact began, at noon of the 17th; null for what did not happen. */
type Minutes = {
  readonly paged?: number | null;
  readonly acknowledged?: number | null;
  readonly mitigated?: number | null;
  readonly ended?: number | null;
};

const NOON = moment("2026-11-17T12:00");

export function pastIncident(
  id: number,
  { paged = 1, acknowledged = 5, mitigated = 30, ended = 60 }: Minutes = {},
  changes: Partial<PastIncident> = {},
): PastIncident {
  return {
    id,
    key: `key ${id}`,
    service: "checkout",
    severity: "SEV2",
    title: "Too many errors",
    alert: "ErrorsHigh",
    isMerged: false,
    ending: null,
    verdict: null,
    openedAt: NOON,
    pagedAt: after(paged),
    times: {
      impact: NOON,
      detected: NOON,
      acknowledged: after(acknowledged),
      mitigated: after(mitigated),
      ended: after(ended),
    },
    followUps: 0,
    ...changes,
  };
}

export function pastPage(incident: number, at: string, changes: Partial<PastPage> = {}): PastPage {
  const subject = { service: "checkout", alert: "ErrorsHigh", person: "ann" };
  return { incident, at: instant(at), urgency: "high", isFirst: true, ...subject, ...changes };
}

export function pastFollowUp(number: number, changes: Partial<PastFollowUp> = {}): PastFollowUp {
  return {
    incident: 7,
    number,
    service: "checkout",
    text: "Add a limit",
    isPostmortem: false,
    isP0: false,
    state: "open",
    addedAt: moment("2026-11-16T10:00"),
    endedAt: null,
    due: null,
    ...changes,
  };
}

/** The week from Monday, the 16th of November 2026, read when it was over. */
export function past(changes: Partial<Past> = {}): Past {
  return {
    span: { start: instant("2026-11-16"), end: instant("2026-11-23") },
    asOf: moment("2026-11-23"),
    services: ["checkout"],
    incidents: [],
    unreadable: [],
    pages: [],
    followUps: [],
    budgets: [],
    shifts: [],
    zoneOf: () => "utc",
    ...changes,
  };
}

export function learned(changes: Partial<Past> = {}): Learning {
  return learningOf(past(changes));
}

function after(minutes: number | null): DateTime | null {
  return minutes === null ? null : NOON.plus({ minutes });
}
