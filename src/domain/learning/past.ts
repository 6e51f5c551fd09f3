import type { DateTime } from "luxon";
import type { Times } from "#domain/incident/times-of.ts";
import type { Ending, Verdict } from "#domain/response/life.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { Severity } from "#domain/severity.ts";
import type { Urgency } from "#domain/way.ts";

/** An incident as figures need it; drills are never among them. */
export type PastIncident = {
  readonly id: number;
  /** The same for what the same alert opens again. */
  readonly key: string;
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
  /** The alert that opened it; null when a person did. */
  readonly alert: string | null;
  readonly isMerged: boolean;
  readonly ending: Ending | null;
  readonly verdict: Verdict | null;
  readonly openedAt: DateTime;
  /** When the first page to anybody arrived; null when nobody was paged. */
  readonly pagedAt: DateTime | null;
  readonly times: Times;
  /** What is to be mended because of it, done or not; its postmortem is not counted. */
  readonly followUps: number;
};

/** A page that arrived at a person. */
export type PastPage = {
  readonly incident: number;
  readonly service: string;
  readonly alert: string | null;
  readonly person: string;
  readonly at: number;
  readonly urgency: Urgency;
  /** Whether the incident had not called this person before, in the span or earlier. */
  readonly isFirst: boolean;
};

export type PastFollowUp = {
  readonly incident: number;
  readonly number: number;
  readonly service: string;
  readonly text: string;
  readonly isPostmortem: boolean;
  /** It may not wait. */
  readonly isP0: boolean;
  readonly state: "open" | "done" | "dropped";
  /** Null where an older version noted none. */
  readonly addedAt: DateTime | null;
  readonly endedAt: DateTime | null;
  readonly due: DateTime | null;
};

/** A shift that really was, and the services for which whoever had it answered. */
export type PastShift = Span & { readonly services: readonly string[] };

/** How an objective stood at the end of a day of UTC. */
export type BudgetDay = {
  readonly objective: string;
  /** Such as 2026-11-21. */
  readonly day: string;
  readonly remaining: number | null;
  /** What the day used of the budget, by events; null when it is not known. */
  readonly spent: number | null;
};

/** All that happened in a span and that something may be learned from. */
export type Past = {
  readonly span: Span;
  /** The end of the span, or now when that is earlier: what was overdue then. */
  readonly asOf: DateTime;
  readonly services: readonly string[];
  readonly incidents: readonly PastIncident[];
  /** Incidents that are left out because they cannot be read, such as those that a newer version wrote. */
  readonly unreadable: readonly number[];
  readonly pages: readonly PastPage[];
  readonly followUps: readonly PastFollowUp[];
  readonly budgets: readonly BudgetDay[];
  readonly shifts: readonly PastShift[];
  /** The zone by which somebody's nights are counted. */
  readonly zoneOf: (person: string) => string;
};
