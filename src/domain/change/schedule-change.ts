import type { Actor } from "#domain/actor.ts";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { ChangeKind, Override } from "#domain/schedule/on-call.ts";
import type { Span } from "#domain/schedule/span.ts";
import { DAY } from "#domain/schedule/wall-time.ts";

/** What somebody wants to be so: this person is on call in this stretch. */
export type WantedChange = Span & {
  readonly schedule: string;
  readonly person: string;
  /** Only while this person would be on call. */
  readonly replaces: string | null;
  readonly reason: string;
};

/** A change as it was made; it is cancelled, never edited. */
export type ScheduleChange = WantedChange & {
  readonly id: string;
  readonly kind: ChangeKind;
  /** The same on both halves of a swap. */
  readonly pair: string | null;
  /** The request that became this change. */
  readonly request: string | null;
  readonly createdBy: Actor;
  readonly createdAt: number;
  readonly cancelledBy: Actor | null;
  readonly cancelledAt: number | null;
};

/** What is wrong with a wish, where, and what to do about it. */
export type Objection = {
  readonly field: "schedule" | "person" | "start" | "end" | "reason";
  readonly problem: string;
  readonly fix: string;
};

/** What a change must fit: muster.yaml, as ids. */
export type Known = {
  readonly people: ReadonlySet<string>;
  readonly schedules: ReadonlySet<string>;
};

const MOST_DAYS = 366;
export const REASON_LENGTH = 300;

/** The past stays as it was: what was wanted from earlier on begins now. */
export function fromNow<Wanted extends Span>(wanted: Wanted, now: number): Wanted {
  return wanted.start >= now ? wanted : { ...wanted, start: now };
}

/** Everything that keeps it from being made; it is made when there is nothing. */
export function objectionsTo(
  wanted: WantedChange,
  known: Known,
  now: number,
): readonly Objection[] {
  return [
    ...scheduleObjections(wanted, known),
    ...personObjections(wanted, known),
    ...spanObjections(wanted, now),
    ...reasonObjections(wanted),
  ];
}

/** What is wrong with a stretch of time that lies ahead, at least in part. */
function spanObjections({ start, end }: Span, now: number): readonly Objection[] {
  if (end <= start) {
    return [{ field: "end", problem: "it ends before it starts", fix: "give a later end" }];
  }
  if (end <= now) {
    return [{ field: "end", problem: "it is over already", fix: "give an end that is to come" }];
  }
  if (end - start <= MOST_DAYS * DAY) return [];
  const problem = `it is longer than ${MOST_DAYS} days`;
  return [{ field: "end", problem, fix: "change muster.yaml for what is to last" }];
}

function scheduleObjections(
  { schedule }: WantedChange,
  { schedules }: Known,
): readonly Objection[] {
  if (schedules.has(schedule)) return [];
  return [
    {
      field: "schedule",
      problem: `there is no schedule ${schedule}`,
      fix: guess(schedule, schedules),
    },
  ];
}

function personObjections(
  { person, replaces }: WantedChange,
  { people }: Known,
): readonly Objection[] {
  if (!people.has(person)) {
    const problem = `muster.yaml has no person ${person}`;
    return [{ field: "person", problem, fix: "choose somebody who is listed under people" }];
  }
  if (person !== replaces) return [];
  const fix = "choose somebody else";
  return [{ field: "person", problem: "the shift is theirs already", fix }];
}

function reasonObjections({ reason }: WantedChange): readonly Objection[] {
  if (Array.from(reason).length <= REASON_LENGTH) return [];
  const problem = `the reason is longer than ${REASON_LENGTH} characters`;
  return [{ field: "reason", problem, fix: "say it in fewer words" }];
}

function guess(name: string, known: ReadonlySet<string>): string {
  const closest = closestName(name, known);
  return closest === null ? `choose one of ${[...known].join(", ")}` : `did you mean ${closest}?`;
}

/** When it holds; null when it was cancelled before it began. What was cancelled on the way held until then. */
export function heldSpan({
  start,
  end,
  cancelledAt,
}: Span & Pick<ScheduleChange, "cancelledAt">): Span | null {
  const held = { start, end: Math.min(end, cancelledAt ?? end) };
  return held.start < held.end ? held : null;
}

/**
 * The changes as a rota takes them, by schedule. One for somebody who is no longer in muster.yaml is void from now
 * on; what was, was.
 */
export function overridesOf(
  changes: readonly ScheduleChange[],
  people: ReadonlySet<string>,
  now: number,
): ReadonlyMap<string, readonly Override[]> {
  const live = changes.filter(({ person, end }) => people.has(person) || end <= now);
  return Map.groupBy(live.flatMap(overrideOf), ({ schedule }) => schedule);
}

function overrideOf(change: ScheduleChange): readonly (Override & { readonly schedule: string })[] {
  const { id, kind, schedule, person, replaces, createdAt } = change;
  const held = heldSpan(change);
  if (held === null) return [];
  return [{ ...held, id, kind, schedule, person, replaces: replaces ?? undefined, createdAt }];
}
