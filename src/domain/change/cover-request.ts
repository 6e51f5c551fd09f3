import type { Actor } from "#domain/actor.ts";
import { onCallAt, type Timeline } from "#domain/schedule/on-call.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { WantedChange } from "./schedule-change.ts";

export type CoverState = "open" | "taken" | "declined" | "cancelled" | "expired";

/** Somebody asks for another to take a shift: anybody, or one person in exchange for one of theirs. */
export type CoverRequest = Span & {
  readonly id: string;
  readonly schedule: string;
  /** Whose shift it is. */
  readonly person: string;
  /** A swap: whom it is offered to, and which of their shifts is wanted for it. */
  readonly swap: { readonly asked: string; readonly want: Span } | null;
  readonly note: string;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly state: CoverState;
  readonly takenBy: string | null;
  readonly closedBy: Actor | null;
  readonly closedAt: number | null;
};

/** What somebody does about a request. */
export type CoverAct =
  | { readonly kind: "take"; readonly person: string }
  | { readonly kind: "decline"; readonly person: string }
  | { readonly kind: "cancel"; readonly person: string | null; readonly isAdmin: boolean }
  | { readonly kind: "expire" };

export type CoverVerdict =
  | { readonly kind: "closed"; readonly state: Exclude<CoverState, "open"> }
  /** Nothing happens, for this reason. */
  | { readonly kind: "refused"; readonly reason: CoverRefusal }
  /** The same was done before. */
  | { readonly kind: "repeated" };

export type CoverRefusal =
  | "taken"
  | "declined"
  | "cancelled"
  | "expired"
  | "own"
  | "not-asked"
  | "not-yours"
  | "not-due"
  | "moved";

/** Who can be asked about now; whoever has the shift must still have it. */
export type Moment = { readonly now: number; readonly timeline: Timeline };

/**
 * Until when it may be taken: until the shift starts, or until it ends when it was under way already as the request was
 * made.
 */
export function takeUntil({ start, end, swap, createdAt }: CoverRequest): number {
  const under = createdAt < start ? start : end;
  return swap === null ? under : Math.min(under, swap.want.end);
}

/** What becomes of the request; whoever was first has it. */
export function decideCover(request: CoverRequest, act: CoverAct, moment: Moment): CoverVerdict {
  switch (act.kind) {
    case "take":
      return decideTake(request, act.person, moment);
    case "decline":
      return decideDecline(request, act.person);
    case "cancel":
      return decideCancel(request, act);
    case "expire":
      return decideExpiry(request, moment.now);
  }
}

function decideTake(
  request: CoverRequest,
  person: string,
  { now, timeline }: Moment,
): CoverVerdict {
  const { state, takenBy, swap } = request;
  if (state === "taken" && takenBy === person) return { kind: "repeated" };
  if (state !== "open") return refused(state);
  if (now >= takeUntil(request)) return refused("expired");
  if (person === request.person) return refused("own");
  if (swap !== null && person !== swap.asked) return refused("not-asked");
  const shifts = [
    { ...request, person: request.person },
    ...(swap === null ? [] : [{ ...swap.want, person: swap.asked }]),
  ];
  return shifts.every((shift) => isHeld(timeline, shift, now)) ? closed("taken") : refused("moved");
}

function decideDecline({ state, swap }: CoverRequest, person: string): CoverVerdict {
  if (swap?.asked !== person) return refused("not-asked");
  if (state === "declined") return { kind: "repeated" };
  return state === "open" ? closed("declined") : refused(state);
}

function decideCancel(
  { state, person, createdBy }: CoverRequest,
  act: CoverAct & { readonly kind: "cancel" },
): CoverVerdict {
  const asked = createdBy.kind === "person" ? createdBy.person : null;
  const isTheirs = act.person !== null && (act.person === person || act.person === asked);
  if (!isTheirs && !act.isAdmin) return refused("not-yours");
  if (state === "cancelled") return { kind: "repeated" };
  return state === "open" ? closed("cancelled") : refused(state);
}

function decideExpiry(request: CoverRequest, now: number): CoverVerdict {
  if (request.state !== "open") return refused(request.state);
  return now < takeUntil(request) ? refused("not-due") : closed("expired");
}

/** Whether who asked has the shift when nobody takes it: it may be somebody else's by now, or over. */
export function stillHas({ person, start }: CoverRequest, { now, timeline }: Moment): boolean {
  return onCallAt(timeline, Math.max(start, now))?.person === person;
}

/** Whether the person has all that is still to come of the shift. */
function isHeld(
  timeline: Timeline,
  shift: Span & { readonly person: string },
  now: number,
): boolean {
  const held = onCallAt(timeline, Math.max(shift.start, now));
  return held?.person === shift.person && held.end >= shift.end;
}

/** What a request that is taken becomes: each half only while it takes the place of who had the shift. */
export function changesOf(
  { schedule, person, swap, note, ...span }: CoverRequest,
  taker: string,
): readonly WantedChange[] {
  const cover = {
    schedule,
    person: taker,
    replaces: person,
    reason: note,
    start: span.start,
    end: span.end,
  };
  if (swap === null) return [cover];
  return [cover, { schedule, person, replaces: taker, reason: note, ...swap.want }];
}

function closed(state: Exclude<CoverState, "open">): CoverVerdict {
  return { kind: "closed", state };
}

function refused(reason: CoverRefusal): CoverVerdict {
  return { kind: "refused", reason };
}
