import type { DateTime } from "luxon";
import type { Level, Paging, PagingEvent, Target } from "#domain/escalation/escalation.ts";
import { namesOf } from "#domain/escalation/turn.ts";
import { heldUntil, paceOf, withNextLook } from "./ack-timeout.ts";

type Moving = Exclude<PagingEvent, { kind: "level-skipped" }>;
type Again = Moving & { readonly kind: "paged-again" };

/** Nobody has it, and nobody of a level has answered. */
const UNANSWERED = {
  unanswered: [],
  answered: [],
  remindAt: null,
  ackUntil: null,
  asked: false,
} as const;

/** The paging after one more of its events. */
export function evolvePaging(paging: Paging, event: Moving, at: DateTime): Paging {
  switch (event.kind) {
    case "held":
      return { ...paging, state: "held", level: 0, round: 1, nextAt: event.until, reached: [] };
    case "paged":
    case "level-waits":
      return atLevel(paging, event, at);
    case "paged-again":
      return again(paging, event, at);
    case "round-ended": {
      const next = { state: "held", level: 0, round: event.round + 1 } as const;
      return { ...paging, ...UNANSWERED, ...next, nextAt: event.nextAt };
    }
    case "exhausted": {
      const { step, nextAt } = event;
      const exhaustedSince = paging.exhaustedSince ?? at;
      return { ...paging, ...UNANSWERED, state: "exhausted", step, nextAt, exhaustedSince };
    }
    case "asked": {
      const { step, until: ackUntil } = event;
      return withNextLook({ ...paging, step, ackUntil, asked: true });
    }
    case "acknowledgement-kept":
      return heldUntil(paging, event.until);
  }
}

/** A level begins: what is known of the one before does not count any more. */
function atLevel(
  paging: Paging,
  event: Moving & { readonly kind: "paged" | "level-waits" },
  at: DateTime,
): Paging {
  const { level, round, nextAt } = event;
  const reached = event.kind === "paged" ? event.targets : [];
  const step = event.kind === "paged" ? event.step : paging.step;
  return {
    ...paging,
    ...UNANSWERED,
    state: "paging",
    level,
    round,
    step,
    nextAt,
    reached,
    called: withCalled(paging, reached),
    levelStep: step,
    levelUntil: untilOf(paging.policy.levels[level], at) ?? nextAt,
    retries: 0,
    restarted: false,
    exhaustedSince: null,
  };
}

function again(paging: Paging, event: Again, at: DateTime): Paging {
  const { step, nextAt, targets } = event;
  switch (event.cause) {
    case "retry":
      return { ...withReached(paging, targets), step, nextAt, retries: paging.retries + 1 };
    case "newcomer": {
      const until = untilOf(paging.policy.levels[paging.level], at);
      const levelUntil = paging.restarted ? paging.levelUntil : until;
      return { ...withReached(paging, targets), step, nextAt, levelUntil, restarted: true };
    }
    case "unanswered":
      return withNextLook({ ...paging, step, remindAt: at.plus(paceOf(paging)) });
  }
}

/** Whoever has come since is not a newcomer any more, whatever they were paged for. */
function withReached(paging: Paging, targets: readonly Target[]): Paging {
  const known = namesOf(paging.reached ?? []);
  const fresh = targets.filter((one) => one.kind === "person" && !known.includes(one.person));
  const reached = paging.reached === null ? null : [...paging.reached, ...fresh];
  return { ...paging, reached, called: withCalled(paging, targets) };
}

function withCalled({ called }: Paging, targets: readonly Target[]): Paging["called"] {
  return called === null ? null : [...new Set([...called, ...namesOf(targets)])];
}

function untilOf(level: Level | undefined, at: DateTime): DateTime | null {
  return level === undefined ? null : at.plus(level.delay);
}
