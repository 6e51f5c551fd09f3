import type { DateTime } from "luxon";
import type { Urgency } from "#domain/way.ts";
import type { Level, Paging, Roster } from "./escalation.ts";
import { namesOf } from "./turn.ts";

/** The level under way; undefined only where the policy has fewer. */
export function levelOf({ policy, level }: Paging): Level | undefined {
  return policy.levels[level];
}

/** When the level is looked at next: to page it again, or because its time is over. */
export function nextLook(
  level: Level | undefined,
  { until, retries }: { readonly until: DateTime; readonly retries: number },
  now: DateTime,
): DateTime {
  const retry = level?.retry;
  if (retry === undefined || retries >= retry.times) return until;
  const next = now.plus(retry.every);
  return next < until ? next : until;
}

export function urgencyOf(level: Level | undefined, roster: Roster): Urgency {
  return level?.urgency ?? roster.urgency;
}

/** Who was paged at the level under way and is still one of its people. */
export function stillThere({ reached, level }: Paging, { present }: Roster): readonly string[] {
  const here = new Set(namesOf(present[level] ?? []));
  return namesOf(reached ?? []).filter((person) => here.has(person));
}

/** Whether another round may follow the present one. */
export function roundsLeft({ policy, round }: Pick<Paging, "policy" | "round">): boolean {
  return policy.repeat.times === "forever" || round <= policy.repeat.times;
}

/** The first level from `from` on that has somebody, or that is given its time although it has nobody. */
export function firstToStopAt(
  { policy }: Paging,
  { roster, mayWait }: { readonly roster: Roster; readonly mayWait: boolean },
  from: number,
): number | null {
  const found = policy.levels.findIndex(({ ifEmpty }, level) => {
    if (level < from) return false;
    return (mayWait && ifEmpty === "wait") || (roster.levels[level] ?? []).length > 0;
  });
  return found === -1 ? null : found;
}
