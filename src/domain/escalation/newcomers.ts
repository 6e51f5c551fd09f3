import type { DateTime } from "luxon";
import type { Paging, PagingEvent, Roster, Target } from "./escalation.ts";
import { levelOf, nextLook, roundsLeft, stillThere, urgencyOf } from "./level.ts";
import { pageNext } from "./page-levels.ts";
import { namesOf } from "./turn.ts";

/** Pages whom the policy means now and has not paged: they came on call meanwhile. */
export function pageNewcomers(
  paging: Paging,
  roster: Roster,
  now: DateTime,
): readonly PagingEvent[] {
  switch (paging.state) {
    case "paging":
      return joinLevel(paging, roster, now);
    case "exhausted":
      return answerCall(paging, roster, now);
    case "held":
      return isResting(paging) ? answerCall(paging, roster, now) : [];
    case "off":
    case "acknowledged":
    case "snoozed":
    case "closed":
      return [];
  }
}

/** Whoever has joined the level under way; once they get the level's whole time. */
function joinLevel(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  const targets = newcomersOf(paging, roster);
  const level = levelOf(paging);
  if (targets.length === 0 || level === undefined) return [];
  const { levelUntil, retries, restarted } = paging;
  const until = restarted && levelUntil !== null ? levelUntil : now.plus(level.delay);
  const nextAt = nextLook(level, { until, retries }, now);
  return [again(paging, targets, { urgency: urgencyOf(level, roster), nextAt })];
}

/** It rests between two rounds; what is held back before anybody was paged is not for newcomers either. */
function isResting({ called }: Paging): boolean {
  return called !== null && called.length > 0;
}

/** Whoever came on call at any level while no level is under way: the policy begins anew where nobody was there before. */
function answerCall(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  const { called, policy, nextAt, state } = paging;
  if (called === null) return [];
  const mayStart = state === "exhausted" && roundsLeft(paging);
  const levels = policy.levels.map(({ strategy }, level) => {
    // Of those who take turns somebody was paged in each round.
    return mayStart || strategy === "all" ? (roster.levels[level] ?? []) : [];
  });
  const people = new Map(levels.flat().flatMap((target) => named(target)));
  const targets = [...people].filter(([person]) => !called.includes(person)).map(([, one]) => one);
  if (targets.length === 0) return [];
  if (mayStart) return pageNext(paging, roster, "somebody can be paged now", now);
  const { urgency } = roster;
  return [again(paging, targets, { urgency, nextAt: nextAt ?? now.plus(policy.exhausted.every) })];
}

function again(
  { step }: Paging,
  targets: readonly Target[],
  how: Pick<PagingEvent & { readonly kind: "paged-again" }, "urgency" | "nextAt">,
): PagingEvent {
  const reason = "on call now, and nobody has acknowledged yet";
  return { kind: "paged-again", cause: "newcomer", step: step + 1, targets, reason, ...how };
}

/** A level that pages one person at a time has its person already, unless they left. */
function newcomersOf(paging: Paging, roster: Roster): readonly Target[] {
  const { reached } = paging;
  if (reached === null) return [];
  const inTurn = levelOf(paging)?.strategy === "round_robin";
  if (inTurn && stillThere(paging, roster).length > 0) return [];
  const known = new Set(namesOf(reached));
  return (roster.levels[paging.level] ?? []).filter((target) => {
    return target.kind === "person" && !known.has(target.person);
  });
}

function named(target: Target): readonly (readonly [string, Target])[] {
  return target.kind === "person" ? [[target.person, target]] : [];
}
