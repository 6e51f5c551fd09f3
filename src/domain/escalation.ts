import type { DateTime, Duration } from "luxon";
import { z } from "zod";
import { Mention, PolicySnapshot } from "./policy.ts";
import { Instant } from "./schema.ts";

/** Somebody or something that a page goes to. */
export const Target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), person: z.string() }).readonly(),
  z.object({ kind: z.literal("channel"), channel: z.string(), mention: Mention }).readonly(),
]);
export type Target = z.infer<typeof Target>;

/** Whom each level of the policy means right now, and who is called when no level has anybody. */
export type Roster = {
  readonly levels: readonly (readonly Target[])[];
  readonly fallback: readonly Target[];
};

const Count = z.number().int().min(0);

/** Where the paging for one incident stands. The policy is a copy: editing it changes nothing under way. */
export const Paging = z
  .object({
    state: z.enum(["off", "held", "paging", "acknowledged", "snoozed", "exhausted", "closed"]),
    policy: PolicySnapshot,
    /** The level paged last, from 0; while held, the one that is next. */
    level: Count,
    /** The round through all levels, from 1. */
    round: Count,
    /** Counts every time somebody is paged, so that no step is paged twice. */
    step: Count,
    nextAt: Instant.nullable(),
  })
  .readonly();
export type Paging = z.output<typeof Paging>;

const Targets = z.array(Target).readonly();

export const PagingEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("paged"),
      level: Count,
      round: Count,
      step: Count,
      targets: Targets,
      nextAt: Instant,
      reason: z.string(),
    })
    .readonly(),
  z.object({ kind: z.literal("level-skipped"), level: Count, round: Count }).readonly(),
  z.object({ kind: z.literal("round-ended"), round: Count, nextAt: Instant }).readonly(),
  z
    .object({
      kind: z.literal("exhausted"),
      step: Count,
      targets: Targets,
      nextAt: Instant,
      reason: z.string(),
    })
    .readonly(),
]);
export type PagingEvent = z.output<typeof PagingEvent>;

type Position = { readonly level: number; readonly round: number };

const FIRST: Position = { level: 0, round: 1 };

/** Pages the policy's first level, or the first one after it that has somebody. */
export function pageFirst(
  paging: Paging,
  roster: Roster,
  reason: string,
  now: DateTime,
): readonly PagingEvent[] {
  return pageAt(paging, FIRST, { roster, reason, now });
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
  return pageAt(paging, following(paging), { roster, reason, now });
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
  return pageAt(paging, start, { roster, reason: "handed back", now });
}

/** What the paging does by itself when its time has come. */
export function pageWhenDue(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  if (paging.nextAt === null || now < paging.nextAt) return [];
  switch (paging.state) {
    case "paging": {
      const context = { roster, reason: "nobody acknowledged in time", now };
      return pageAt(paging, following(paging), context, paging.policy.repeat.pause);
    }
    case "held":
      return pageNext(paging, roster, "the wait is over", now);
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

/** Calls the fallback again, unless no level had anybody before and one has now. */
function stayLoud(paging: Paging, roster: Roster, now: DateTime): readonly PagingEvent[] {
  if (hasRoundsLeft(paging) && hasAnybody(paging, roster)) {
    return pageNext(paging, roster, "somebody can be paged now", now);
  }
  return [exhausted(paging, { roster, reason: "still nobody acknowledged", now })];
}

/** Where the policy goes on; a level that was never paged is not passed over. */
function following(paging: Paging): Position {
  const { state, level, round, step } = paging;
  if (state === "off" || step === 0) return FIRST;
  if (state === "held") return { level, round };
  if (state === "exhausted" && hasRoundsLeft(paging)) return { level: 0, round };
  return { level: level + 1, round };
}

/** Rounds are left after exhaustion only when no level had anybody. */
function hasRoundsLeft({ policy, round }: Paging): boolean {
  return round <= policy.repeat.times;
}

function hasAnybody({ policy }: Paging, roster: Roster): boolean {
  return firstWithSomebody(roster, 0, policy.levels.length) !== null;
}

type Context = { readonly roster: Roster; readonly reason: string; readonly now: DateTime };

function pageAt(
  paging: Paging,
  start: Position,
  context: Context,
  rest?: Duration,
): readonly PagingEvent[] {
  const levels = paging.policy.levels.length;
  const found = firstWithSomebody(context.roster, start.level, levels);
  const skipped = range(start.level, found ?? levels).map((level): PagingEvent => {
    return { kind: "level-skipped", level, round: start.round };
  });
  if (found === null) return [...skipped, ...endRound(paging, start.round, context, rest)];
  return [...skipped, paged(paging, { level: found, round: start.round }, context)];
}

function endRound(
  paging: Paging,
  round: number,
  context: Context,
  rest: Duration | undefined,
): readonly PagingEvent[] {
  const over = round > paging.policy.repeat.times;
  if (over || !hasAnybody(paging, context.roster)) return [exhausted(paging, context)];
  if (rest === undefined) return pageAt(paging, { level: 0, round: round + 1 }, context);
  return [{ kind: "round-ended", round, nextAt: context.now.plus(rest) }];
}

function paged(paging: Paging, { level, round }: Position, context: Context): PagingEvent {
  const targets = context.roster.levels[level] ?? [];
  const delay = paging.policy.levels[level]?.delay;
  const nextAt = delay === undefined ? context.now : context.now.plus(delay);
  const { reason } = context;
  return { kind: "paged", level, round, step: paging.step + 1, targets, nextAt, reason };
}

/** Stays loud: the fallback is called now, and again until somebody acknowledges. */
function exhausted(paging: Paging, { roster, reason, now }: Context): PagingEvent {
  const nextAt = now.plus(paging.policy.exhausted.every);
  const { fallback: targets } = roster;
  return { kind: "exhausted", step: paging.step + 1, targets, nextAt, reason };
}

function firstWithSomebody(roster: Roster, from: number, to: number): number | null {
  return range(from, to).find((level) => (roster.levels[level] ?? []).length > 0) ?? null;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
