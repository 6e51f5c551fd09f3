import { isPerson } from "#domain/actor.ts";
import type { ScheduleChange } from "#domain/change/schedule-change.ts";
import { isTaken, worstFirst, type Incident } from "#domain/incident/incident.ts";
import { openIn } from "#domain/schedule/windows.ts";
import { SLEEP } from "./fairness.ts";

/** A page that went to whoever leaves, during their shift. */
export type ShiftPage = { readonly at: number; readonly incident: number };

export type BriefFacts = {
  readonly now: number;
  /** The zone of the schedule, by whose clock people sleep. */
  readonly zone: string;
  readonly giver: string | null;
  /** Open incidents for which whoever has the schedule answers. */
  readonly incidents: readonly Incident[];
  /** Pages of the shift that ends. */
  readonly pages: readonly ShiftPage[];
  /** The names of alerts that paged then, by incident. */
  readonly alertsOf: ReadonlyMap<number, readonly string[]>;
  /** Alerts of open incidents that are silenced or inhibited now. */
  readonly muted: readonly MutedAlert[];
  readonly changes: readonly ScheduleChange[];
};

type MutedAlert = { readonly name: string; readonly incident: number };

/** What whoever comes has to know, in the order in which they need it. */
export type Brief = {
  readonly incidents: readonly Incident[];
  /** Of these, what the one who leaves has: it stays theirs until somebody takes it over. */
  readonly held: readonly Incident[];
  /** Somebody has them, and their alerts fire all the same. */
  readonly stillFiring: readonly Incident[];
  readonly muted: readonly MutedAlert[];
  readonly pages: {
    readonly incidents: number;
    readonly asleep: number;
    readonly top: readonly { readonly name: string; readonly count: number }[];
  };
  /** What people changed lately, or planned. */
  readonly changes: readonly ScheduleChange[];
};

const MOST_ALERTS = 3;
const RECENTLY = 48 * 3_600_000;

/** One page of an incident counts however often it was repeated. */
export function briefOf(facts: BriefFacts): Brief {
  const incidents = facts.incidents.toSorted(worstFirst);
  const taken = incidents.filter(isTaken);
  return {
    incidents,
    held: taken.filter(({ acknowledgedBy }) => isPerson(acknowledgedBy, facts.giver)),
    stillFiring: taken.filter(({ alerts }) => alerts.firing > 0),
    muted: facts.muted,
    pages: pagesOf(facts),
    changes: facts.changes.filter((change) => isRecent(change, facts.now)),
  };
}

function pagesOf({ pages, alertsOf, zone }: BriefFacts): Brief["pages"] {
  const paged = new Set(pages.map(({ incident }) => incident));
  const asleep = pages.filter(({ at }) => isAsleep(at, zone));
  const counts = new Map<string, number>();
  for (const incident of paged) {
    for (const name of alertsOf.get(incident) ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const top = [...counts].map(([name, count]) => ({ name, count }));
  return {
    incidents: paged.size,
    asleep: new Set(asleep.map(({ incident }) => incident)).size,
    top: top.toSorted((one, other) => other.count - one.count).slice(0, MOST_ALERTS),
  };
}

function isAsleep(at: number, zone: string): boolean {
  return openIn([SLEEP], zone, { start: at, end: at + 1 }).length > 0;
}

function isRecent({ createdAt, cancelledAt, end }: ScheduleChange, now: number): boolean {
  if (cancelledAt !== null) return cancelledAt > now - RECENTLY;
  return end > now || createdAt > now - RECENTLY;
}
