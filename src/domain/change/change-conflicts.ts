import { type Override, workOut } from "#domain/schedule/on-call.ts";
import type { Rotas } from "#domain/schedule/rotas.ts";
import { rotaOf } from "#domain/schedule/schedule.ts";
import { type ShiftChange, shiftChanges } from "#domain/schedule/shift-changes.ts";
import { overlap, type Span } from "#domain/schedule/span.ts";
import { heldSpan, type ScheduleChange, type WantedChange } from "./schedule-change.ts";

/** What somebody should know before a change is made; none of it keeps it from being made. */
export type Conflict =
  /** Nobody's shift would change. */
  | { readonly kind: "nothing-changes" }
  | Elsewhere
  /** Another change is there already; the later one wins. */
  | (Span & { readonly kind: "overlaps"; readonly person: string });

/** The person has another schedule then. */
type Elsewhere = Span & { readonly kind: "elsewhere"; readonly schedule: string };

/** Whose shifts a change moves, in order: who would have them without it, and who has them with it. */
export function movesOf(rotas: Rotas, wanted: WantedChange, now: number): readonly ShiftChange[] {
  const { schedule, replaces } = wanted;
  const known = rotas.overrides.get(schedule) ?? [];
  const createdAt = Math.max(now, ...known.map((one) => one.createdAt)) + 1;
  const added = { ...wanted, id: "wanted", replaces: replaces ?? undefined, createdAt };
  return moved(rotas, wanted, [known, [...known, added]]);
}

/** Whose shifts a change has moved, also when the rotas do not know of it yet. */
export function movesMade(rotas: Rotas, change: ScheduleChange): readonly ShiftChange[] {
  const { id, schedule, person, replaces, createdAt } = change;
  const span = { start: change.start, end: change.end };
  const rest = (rotas.overrides.get(schedule) ?? []).filter((one) => one.id !== id);
  const made = { ...span, id, person, replaces: replaces ?? undefined, createdAt };
  return moved(rotas, { ...span, schedule }, [rest, [...rest, made]]);
}

/** Whose shifts move when these changes of one schedule are taken back. */
export function movesBack(
  rotas: Rotas,
  { schedule, start, end }: WantedChange,
  ids: readonly string[],
): readonly ShiftChange[] {
  const known = rotas.overrides.get(schedule) ?? [];
  const rest = known.filter(({ id }) => !ids.includes(id));
  return moved(rotas, { schedule, start, end }, [known, rest]);
}

function moved(
  { schedules }: Rotas,
  { schedule: id, start, end }: Span & { readonly schedule: string },
  [before, after]: readonly [readonly Override[], readonly Override[]],
): readonly ShiftChange[] {
  const schedule = schedules.get(id);
  if (schedule === undefined) return [];
  const span = { start, end };
  return shiftChanges(
    workOut(rotaOf(schedule, before), span),
    workOut(rotaOf(schedule, after), span),
  );
}

export function conflictsOf(
  rotas: Rotas,
  changes: readonly ScheduleChange[],
  wanted: WantedChange,
  now: number,
): readonly Conflict[] {
  const moves = movesOf(rotas, wanted, now);
  return [
    ...(moves.length === 0 ? [{ kind: "nothing-changes" } as const] : []),
    ...elsewhere(rotas, wanted),
    ...changes.flatMap((change) => overlapping(change, wanted)),
  ];
}

/** What else the person has in that time. */
export function elsewhere(
  rotas: Rotas,
  wanted: Pick<WantedChange, "schedule" | "person" | "start" | "end">,
): readonly Elsewhere[] {
  const others = [...rotas.schedules.values()].filter(({ id }) => id !== wanted.schedule);
  return others.flatMap((schedule) => {
    const span = { start: wanted.start, end: wanted.end };
    const { shifts } = workOut(rotaOf(schedule, rotas.overrides.get(schedule.id)), span);
    const theirs = shifts.find(({ person }) => person === wanted.person);
    if (theirs === undefined) return [];
    const { start, end } = theirs;
    return [{ kind: "elsewhere", schedule: schedule.id, start, end }];
  });
}

function overlapping(change: ScheduleChange, wanted: WantedChange): readonly Conflict[] {
  const held = change.schedule === wanted.schedule ? heldSpan(change) : null;
  const common = held === null ? null : overlap(held, wanted);
  if (common === null || change.person === wanted.person) return [];
  return [{ kind: "overlaps", person: change.person, ...common }];
}

/** A shift of which the end is null when it lies beyond what has been worked out. */
export type ShiftAhead = { readonly start: number; readonly end: number | null };

/** The person's shift that is under way at the instant, or the next one after it. */
export function shiftFrom(
  rotas: Rotas,
  schedule: string,
  person: string,
  instant: number,
): ShiftAhead | null {
  const timeline = rotas.around(schedule, instant);
  const found = timeline?.shifts.find((shift) => shift.person === person && shift.end > instant);
  if (timeline === null || found === undefined) return null;
  return { start: found.start, end: found.end < timeline.span.end ? found.end : null };
}
