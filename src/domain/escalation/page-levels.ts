import type { DateTime, Duration } from "luxon";
import type { Level, Paging, PagingEvent, Roster, Target } from "./escalation.ts";
import { firstToStopAt, levelOf, nextLook, roundsLeft, stillThere, urgencyOf } from "./level.ts";

type Position = { readonly level: number; readonly round: number };

const FIRST: Position = { level: 0, round: 1 };

/** Pages the policy's first level, or the first one after it that has somebody. */
export function pageFirst(
  paging: Paging,
  roster: Roster,
  reason: string,
  now: DateTime,
): readonly PagingEvent[] {
  return pageAt(paging, FIRST, { roster, reason, now, mayWait: true });
}

/**
 * Pages whom the policy names next: the level after the current one, the next round after the last
 * level, the fallback after the last round. At once: who asks for somebody must not wait for a rest.
 */
export function pageNext(
  paging: Paging,
  roster: Roster,
  reason: string,
  now: DateTime,
): readonly PagingEvent[] {
  return pageAt(paging, following(paging), { roster, reason, now, mayWait: false });
}

/** The same when nobody of the level could be reached; a policy without end does not go round and round at once. */
export function pageInstead(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  const reason = "the page could not be delivered";
  const context = { roster, reason, now, mayWait: false, isInVain: true };
  return pageAt(paging, following(paging), context);
}

/** Pages the round's first level again, or the first one that has somebody else than `except`. */
export function pageOthers(
  paging: Paging,
  roster: Roster,
  except: string | null,
  now: DateTime,
): readonly PagingEvent[] {
  const level = roster.levels.findIndex((targets) =>
    targets.some((target) => target.kind !== "person" || target.person !== except),
  );
  const start = { level: Math.max(level, 0), round: paging.round };
  return pageAt(paging, start, { roster, reason: "handed back", now, mayWait: false });
}

/** What the paging does by itself when its time has come and nobody has it. */
export function pageWhenDue(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  if (paging.nextAt === null || now < paging.nextAt) return [];
  switch (paging.state) {
    case "paging":
      return goOn(paging, roster, now);
    case "held": {
      const reason = paging.round > 1 ? "nobody acknowledged before" : "it did not end by itself";
      const context = { roster, reason, now, mayWait: true };
      return pageAt(paging, following(paging), context);
    }
    case "snoozed":
      return pageFirst(paging, roster, "the snooze is over", now);
    case "exhausted":
      return stayLoud(paging, roster, now);
    case "off":
    case "acknowledged":
    case "closed":
      return [];
  }
}

/** Pages the last resort again, unless no level had anybody before and one has now. */
function stayLoud(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  if (canStartAgain(paging, roster)) {
    return pageNext(paging, roster, "somebody can be paged now", now);
  }
  return [exhausted(paging, { roster, reason: "still nobody acknowledged", now, mayWait: true })];
}

/** Rounds are left after exhaustion only when no level had anybody, or nobody who could be reached. */
function canStartAgain(paging: Paging, roster: Roster): boolean {
  return paging.state === "exhausted" && roundsLeft(paging) && hasAnybody(paging, roster);
}

function goOn(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  const again = retry(paging, roster, now);
  if (again !== null) return [again];
  const context = { roster, reason: "nobody acknowledged in time", now, mayWait: true };
  return pageAt(paging, following(paging), context, paging.policy.repeat.pause);
}

/** The level once more; null when its time or its retries are used up, or nobody of it is left. */
function retry(paging: Paging, roster: Roster, now: DateTime): PagingEvent | null {
  const { levelUntil: until, retries } = paging;
  const level = levelOf(paging);
  if (level?.retry === undefined || until === null) return null;
  if (now >= until || retries >= level.retry.times) return null;
  const targets = targetsAgain(paging, level, roster);
  if (targets.length === 0) return null;
  return {
    kind: "paged-again",
    cause: "retry",
    step: paging.step + 1,
    targets,
    urgency: urgencyOf(level, roster),
    reason: "nobody has acknowledged yet",
    nextAt: nextLook(level, { until, retries: retries + 1 }, now),
  };
}

/** Where one person is paged at a time it stays with them, as long as they are there. */
function targetsAgain(paging: Paging, { strategy }: Level, roster: Roster): readonly Target[] {
  const meant = roster.levels[paging.level] ?? [];
  if (strategy !== "round_robin" || paging.reached === null) return meant;
  const still = stillThere(paging, roster);
  return still.length === 0 ? meant : paging.reached.filter((one) => !isGone(one, still));
}

function isGone(target: Target, still: readonly string[]): boolean {
  return target.kind === "person" && !still.includes(target.person);
}

/** Where the policy goes on; a level that was never paged is not passed over. */
function following(paging: Paging): Position {
  const { state, level, round, step } = paging;
  if (state === "off" || (step === 0 && state !== "paging")) return FIRST;
  if (state === "held") return { level, round };
  if (state === "exhausted" && roundsLeft(paging)) return { level: 0, round };
  return { level: level + 1, round };
}

function hasAnybody({ policy }: Paging, roster: Roster): boolean {
  return policy.levels.some((_, level) => (roster.levels[level] ?? []).length > 0);
}

type Context = {
  readonly roster: Roster;
  readonly reason: string;
  readonly now: DateTime;
  /** Whether a level without anybody may be given its time, where the policy says so. */
  readonly mayWait: boolean;
  /** Whether nobody of the level before could be reached. */
  readonly isInVain?: boolean;
};

function pageAt(
  paging: Paging,
  start: Position,
  context: Context,
  rest?: Duration,
): readonly PagingEvent[] {
  const levels = paging.policy.levels.length;
  const found = firstToStopAt(paging, context, start.level);
  const skipped = range(start.level, found ?? levels).map((level): PagingEvent => {
    return { kind: "level-skipped", level, round: start.round };
  });
  if (found === null) return [...skipped, ...endRound(paging, start.round, context, rest)];
  return [...skipped, stopAt(paging, { level: found, round: start.round }, context)];
}

function endRound(
  paging: Paging,
  round: number,
  context: Context,
  rest: Duration | undefined,
): readonly PagingEvent[] {
  const isVainLoop = context.isInVain === true && paging.policy.repeat.times === "forever";
  const over = isVainLoop || !roundsLeft({ ...paging, round });
  if (over || !hasAnybody(paging, context.roster)) return [exhausted(paging, context)];
  if (rest === undefined) return pageAt(paging, { level: 0, round: round + 1 }, context);
  return [{ kind: "round-ended", round, nextAt: context.now.plus(rest) }];
}

/** Pages the level, or waits for somebody to come where it has nobody. */
function stopAt(paging: Paging, { level, round }: Position, context: Context): PagingEvent {
  const { roster, reason, now } = context;
  const targets = roster.levels[level] ?? [];
  const rules = paging.policy.levels[level];
  const until = rules === undefined ? now : now.plus(rules.delay);
  if (targets.length === 0) return { kind: "level-waits", level, round, nextAt: until };
  const urgency = urgencyOf(rules, roster);
  const nextAt = nextLook(rules, { until, retries: 0 }, now);
  return { kind: "paged", level, round, step: paging.step + 1, targets, urgency, nextAt, reason };
}

/** Stays loud: the last resort is called now, and again until somebody acknowledges or the policy's time for it is over. */
function exhausted(paging: Paging, { roster, reason, now }: Context): PagingEvent {
  const { every, max } = paging.policy.exhausted;
  const end = max === undefined ? null : (paging.exhaustedSince ?? now).plus(max);
  const step = paging.step + 1;
  const { fallback: targets, urgency } = roster;
  if (end !== null && now >= end) {
    const last = "this is the last call, because nobody acknowledged any of them";
    return { kind: "exhausted", step, targets, urgency, nextAt: null, reason: last };
  }
  const next = now.plus(every);
  const nextAt = end !== null && end < next ? end : next;
  return { kind: "exhausted", step, targets, urgency, nextAt, reason };
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
