import type { DateTime } from "luxon";
import type { Paging, PagingEvent, Roster, Target } from "./escalation.ts";
import { levelOf, nextLook, urgencyOf } from "./level.ts";
import { canStartAgain, pageNext } from "./page-levels.ts";

/**
 * Pages whom the level under way means now and has not paged: they came on call meanwhile. Once they get the
 * level's whole time.
 */
export function pageNewcomers(
  paging: Paging,
  roster: Roster,
  now: DateTime,
): readonly PagingEvent[] {
  if (canStartAgain(paging, roster)) {
    return pageNext(paging, roster, "somebody can be paged now", now);
  }
  const targets = newcomersOf(paging, roster);
  const level = levelOf(paging);
  if (targets.length === 0 || level === undefined) return [];
  const { levelUntil, retries, step, restarted } = paging;
  const until = restarted && levelUntil !== null ? levelUntil : now.plus(level.delay);
  const nextAt = nextLook(level, { until, retries }, now);
  const urgency = urgencyOf(level, roster);
  const reason = "on call now, and nobody has acknowledged yet";
  return [
    { kind: "paged-again", cause: "newcomer", step: step + 1, targets, urgency, reason, nextAt },
  ];
}

/** A level that pages one person at a time has its person already. */
function newcomersOf({ state, reached, ...paging }: Paging, roster: Roster): readonly Target[] {
  if (state !== "paging" || reached === null) return [];
  const level = paging.policy.levels[paging.level];
  if (level?.strategy === "round_robin" && reached.length > 0) return [];
  const known = new Set(reached.map((target) => (target.kind === "person" ? target.person : null)));
  return (roster.levels[paging.level] ?? []).filter((target) => {
    return target.kind === "person" && !known.has(target.person);
  });
}
