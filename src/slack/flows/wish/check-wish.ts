import { randomUUID } from "node:crypto";
import { shiftFrom } from "#domain/change-conflicts.ts";
import type { Shift } from "#domain/layer.ts";
import { onCallAt } from "#domain/on-call.ts";
import type { Rotas } from "#domain/rotas.ts";
import { type Objection, objectionsTo } from "#domain/schedule-change.ts";
import type { Span } from "#domain/span.ts";
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
};

export type CheckedWish =
  | { readonly kind: "complete"; readonly draft: Draft }
  | { readonly kind: "faulty"; readonly problems: readonly WishProblem[] };

/** Makes the wish complete, or says what is missing or wrong. */
export function checkWish(wish: Wish, facts: WishFacts): CheckedWish {
  const { schedule, note } = wish;
  if (schedule === null || !facts.rotas.schedules.has(schedule)) {
    return faulty("schedule", "Choose one of the schedules.");
  }
  const meant = partsOf(wish, schedule, facts);
  if ("field" in meant) return { kind: "faulty", problems: [meant] };
  const draft = { id: randomUUID(), kind: wish.kind, schedule, note, ...meant };
  const known = { people: facts.people, schedules: new Set(facts.rotas.schedules.keys()) };
  const wanted = { ...draft, reason: note, replaces: null };
  const objections = objectionsTo(wanted, known, facts.now);
  if (objections.length === 0) return { kind: "complete", draft };
  return { kind: "faulty", problems: objections.map(problemOf) };
}

/** An objection as people read it under the field. */
export function problemOf({ field, problem: what, fix }: Objection): WishProblem {
  const text = `${what.slice(0, 1).toUpperCase()}${what.slice(1)}: ${fix}.`;
  return { field: field === "reason" ? "note" : field, text };
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
  if (person === null) return problem("person", NOT_LISTED);
  if (end === null) return problem("end", "Say until when.");
  return { person, start: start ?? now, end, swap: null };
}

function takeParts(
  { start, end }: Wish,
  schedule: string,
  { rotas, now, asker }: WishFacts,
): Parts | WishProblem {
  if (asker === null) return problem("schedule", NOT_YOU);
  const from = start ?? now;
  const running = shiftAt(rotas, schedule, from);
  const until = end ?? running?.end ?? null;
  if (until === null) return problem("end", "Nobody is on call then: say until when you are.");
  if (running?.person === asker && running.end >= until) {
    return problem("end", "You are on call until then anyway.");
  }
  return { person: asker, start: from, end: until, swap: null };
}

function shiftAt(rotas: Rotas, schedule: string, instant: number): Shift | null {
  const timeline = rotas.around(schedule, instant);
  return timeline === null ? null : onCallAt(timeline, instant);
}

function coverParts(wish: Wish, schedule: string, facts: WishFacts): Parts | WishProblem {
  const { asker, isAdmin, now, rotas } = facts;
  const person = wish.person ?? asker;
  if (person === null) return problem("schedule", NOT_YOU);
  if (person !== asker && !isAdmin) {
    return problem("person", "Only admins may ask for others: they can ask themselves.");
  }
  const shift = shiftFrom(rotas, schedule, person, wish.start ?? now);
  if (shift === null) return problem("start", noShift(person === asker));
  const start = wish.start ?? Math.max(shift.start, now);
  return { person, start, end: wish.end ?? shift.end, swap: null };
}

function swapParts(wish: Wish, schedule: string, facts: WishFacts): Parts | WishProblem {
  const { asker, now, rotas } = facts;
  if (asker === null) return problem("schedule", NOT_YOU);
  if (wish.person === null) return problem("person", NOT_LISTED);
  if (wish.person === asker) return problem("person", "Choose somebody else than yourself.");
  const mine = shiftFrom(rotas, schedule, asker, wish.start ?? now);
  if (mine === null) return problem("start", noShift(true));
  const theirs = shiftFrom(rotas, schedule, wish.person, wish.want ?? now);
  if (theirs === null) return problem("want", noShift(false));
  return {
    person: asker,
    ...fromNow(mine, now),
    swap: { asked: wish.person, want: fromNow(theirs, now) },
  };
}

const NOT_YOU = "muster.yaml does not know you, so you can have no shift.";
const NOT_LISTED = "Choose somebody whom muster.yaml lists under people.";

function noShift(isTheirOwn: boolean): string {
  const whose = isTheirOwn ? "You have" : "They have";
  return `${whose} no shift in this schedule from then on.`;
}

function fromNow({ start, end }: Span, now: number): Span {
  return { start: Math.max(start, now), end };
}

function faulty(field: WishProblem["field"], text: string): CheckedWish {
  return { kind: "faulty", problems: [problem(field, text)] };
}

function problem(field: WishProblem["field"], text: string): WishProblem {
  return { field, text };
}
