import { randomUUID } from "node:crypto";
import { type ShiftAhead, shiftFrom } from "#domain/change/change-conflicts.ts";
import { type Objection, objectionsTo } from "#domain/change/schedule-change.ts";
import { type Duty, dutyAt } from "#domain/schedule/duty.ts";
import type { Rotas } from "#domain/schedule/rotas.ts";
import type { Span } from "#domain/schedule/span.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import type { Draft, Wish } from "./wish.ts";

/** What a wish is checked against. */
export type WishFacts = {
  readonly rotas: Rotas;
  readonly people: ReadonlySet<string>;
  readonly now: number;
  /** Who wishes, by their id in `people`; null for those whom muster.yaml does not know. */
  readonly asker: string | null;
  readonly isAdmin: boolean;
};

/** What is wrong, under the field of the form that it is about. */
export type WishProblem = {
  readonly field: "schedule" | "person" | "start" | "end" | "want" | "note";
  readonly text: string;
  /** It was not said, so the form asks for it. */
  readonly isMissing: boolean;
};

export type CheckedWish =
  | { readonly kind: "complete"; readonly draft: Draft }
  | { readonly kind: "faulty"; readonly problems: readonly WishProblem[] };

/** Makes the wish complete, or says what is missing or wrong. */
export function checkWish(wish: Wish, facts: WishFacts): CheckedWish {
  const { kind, schedule, note } = wish;
  if (kind !== "override" && facts.asker === null) return faulty(wrong("schedule", NOT_YOU));
  if (schedule === null) return faulty(missing("schedule", NO_SCHEDULE));
  if (!facts.rotas.schedules.has(schedule)) return faulty(wrong("schedule", NO_SCHEDULE));
  const meant = partsOf(wish, schedule, facts);
  if ("field" in meant) return faulty(meant);
  const draft = { id: randomUUID(), kind, schedule, note, ...meant };
  const known = { people: facts.people, schedules: new Set(facts.rotas.schedules.keys()) };
  const wanted = { ...draft, reason: note, replaces: null };
  const objections = objectionsTo(wanted, known, facts.now);
  if (objections.length === 0) return { kind: "complete", draft };
  return { kind: "faulty", problems: objections.map(problemOf) };
}

/** An objection as people read it under the field. */
export function problemOf({ field, problem: what, fix }: Objection): WishProblem {
  const text = `${what.slice(0, 1).toUpperCase()}${what.slice(1)}: ${fix}.`;
  return wrong(field === "reason" ? "note" : field, text);
}

type Parts = Span & Pick<Draft, "person" | "swap">;

function partsOf(wish: Wish, schedule: string, facts: WishFacts): Parts | WishProblem {
  switch (wish.kind) {
    case "override":
      return overrideParts(wish, facts);
    case "take":
      return takeParts(wish, schedule, facts);
    case "cover":
      return coverParts(wish, schedule, facts);
    case "swap":
      return swapParts(wish, schedule, facts);
  }
}

function overrideParts({ person, start, end }: Wish, { now }: WishFacts): Parts | WishProblem {
  if (person === null) return missing("person", NOT_LISTED);
  if (end === null) return missing("end", "Say until when.");
  return { person, start: start ?? now, end, swap: null };
}

function takeParts(
  { start, end }: Wish,
  schedule: string,
  { rotas, now, asker }: WishFacts,
): Parts | WishProblem {
  if (asker === null) return wrong("schedule", NOT_YOU);
  const from = start ?? now;
  const timeline = rotas.around(schedule, from);
  const running = timeline === null ? NOBODY : dutyAt(timeline, from);
  const until = end ?? running.until;
  if (running.person === asker && endsBy(until, running.until)) {
    return wrong("end", "You are on call then anyway.");
  }
  if (until === null) {
    const why = running.person === null ? "Nobody is on call then" : NO_END;
    return missing("end", `${why}: say until when you are on call.`);
  }
  return { person: asker, start: from, end: until, swap: null };
}

const NOBODY: Duty = { person: null, since: null, until: null, next: null };

/** Null is never. */
function endsBy(end: number | null, other: number | null): boolean {
  return other === null || (end !== null && end <= other);
}

function coverParts(wish: Wish, schedule: string, facts: WishFacts): Parts | WishProblem {
  const { asker, isAdmin, now, rotas } = facts;
  const person = wish.person ?? asker;
  if (person === null) return wrong("schedule", NOT_YOU);
  if (person !== asker && !isAdmin) {
    return wrong("person", "Only admins may ask for others: they can ask themselves.");
  }
  const shift = shiftNear(rotas, { schedule, person, at: wish.start, now });
  if (shift === null) return wrong("start", noShift(person === asker, wish.start));
  const end = wish.end ?? shift.end;
  if (end === null) return missing("end", `${NO_END}: say until when it is to be covered.`);
  if (!endsBy(end, shift.end)) {
    return wrong("end", "The shift ends before that: ask for each shift by itself.");
  }
  return { person, start: Math.max(shift.start, wish.start ?? now), end, swap: null };
}

function swapParts(wish: Wish, schedule: string, facts: WishFacts): Parts | WishProblem {
  const { asker, now, rotas } = facts;
  if (asker === null) return wrong("schedule", NOT_YOU);
  if (wish.person === null) return missing("person", NOT_LISTED);
  if (wish.person === asker) return wrong("person", "Choose somebody else than yourself.");
  const mine = shiftNear(rotas, { schedule, person: asker, at: wish.start, now });
  if (mine === null) return wrong("start", noShift(true, wish.start));
  const theirs = shiftNear(rotas, { schedule, person: wish.person, at: wish.want, now });
  if (theirs === null) return wrong("want", noShift(false, wish.want));
  const [given, wanted] = [spanFromNow(mine, now), spanFromNow(theirs, now)];
  if (given === null) return wrong("start", CANNOT_SWAP);
  if (wanted === null) return wrong("want", CANNOT_SWAP);
  return { person: asker, ...given, swap: { asked: wish.person, want: wanted } };
}

type Near = {
  readonly schedule: string;
  readonly person: string;
  readonly at: number | null;
  readonly now: number;
};

/** The shift of that moment or of the day that follows it, so that a date is enough; without one the next shift. */
function shiftNear(rotas: Rotas, { schedule, person, at, now }: Near): ShiftAhead | null {
  const shift = shiftFrom(rotas, schedule, person, at ?? now);
  return shift !== null && at !== null && shift.start >= at + DAY ? null : shift;
}

const NO_SCHEDULE = "Choose one of the schedules.";
const NOT_YOU = "muster.yaml does not know you, so you can have no shift.";
const NOT_LISTED = "Choose somebody whom muster.yaml lists under people.";
const NO_END = "That shift has no end in sight";
const CANNOT_SWAP = `${NO_END}, so it cannot be swapped: ask for cover of a part of it.`;

function noShift(isTheirOwn: boolean, at: number | null): string {
  const whose = isTheirOwn ? "You have" : "They have";
  return at === null
    ? `${whose} no shift in this schedule.`
    : `${whose} no shift in this schedule at that time: look at the shifts, and name one.`;
}

function spanFromNow({ start, end }: ShiftAhead, now: number): Span | null {
  return end === null ? null : { start: Math.max(start, now), end };
}

function faulty(one: WishProblem): CheckedWish {
  return { kind: "faulty", problems: [one] };
}

function wrong(field: WishProblem["field"], text: string): WishProblem {
  return { field, text, isMissing: false };
}

function missing(field: WishProblem["field"], text: string): WishProblem {
  return { field, text, isMissing: true };
}
