import { type Layer, layerShifts, type Shift } from "./layer.ts";
import { firstEndingAfter, joined, overlap, piecesOf, type Span, subtract, union } from "./span.ts";
import { openIn, type Window } from "./windows.ts";

/** Who is on call and when: layers that turn by themselves, and what people changed. */
export type Rota = {
  /** The last one that has somebody wins. */
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  /** Who is away for good: their turns have nobody. */
  readonly inactive: ReadonlySet<string>;
};

/** How a change came about: somebody said so, two people exchanged shifts, or one took another's. */
export type ChangeKind = "override" | "swap" | "cover";

/** Somebody, or nobody, is on call instead. */
export type Override = Span & {
  readonly id: string;
  readonly kind?: ChangeKind | undefined;
  /** null is nobody. */
  readonly person: string | null;
  /** Only while this person would be on call. */
  readonly replaces?: string | undefined;
  /** Orders overrides that overlap: the later one wins. */
  readonly createdAt: number;
};

/**
 * A rota worked out for a span: shifts in order, apart, and as long as they can be. Build it once and ask
 * it often.
 */
export type Timeline = {
  readonly span: Span;
  readonly shifts: readonly Shift[];
  /** The parts of shifts that somebody has only because of an override, in order. */
  readonly changed: readonly ChangedPart[];
};

type ChangedPart = Span & { readonly override: string; readonly kind: ChangeKind };

export function workOut(rota: Rota, span: Span): Timeline {
  const layers = rota.layers.map((layer) => presentOnly(layerShifts(layer, span), rota));
  const live = rota.overrides.filter((change) => isLive(change, rota, span));
  const overrides = live.toSorted(byAge);
  const pieces = piecesOf(span, [...layers.flat(), ...overrides]).map((piece): Piece => {
    return { ...piece, ...changed(overrides, piece.start, personIn(layers, piece.start)) };
  });
  const shifts = pieces.flatMap(({ start, end, person }) => {
    return person === null ? [] : [{ start, end, person }];
  });
  return {
    span,
    shifts: joined(shifts, (one, other) => one.person === other.person),
    changed: changedParts(pieces),
  };
}

/** Who is on call at that instant and since when, until when; null when nobody is. */
export function onCallAt({ shifts }: Timeline, instant: number): Shift | null {
  const shift = shifts[firstEndingAfter(shifts, instant)];
  return shift !== undefined && shift.start <= instant ? shift : null;
}

/** When somebody is wanted: always, unless windows are given. */
export type Coverage = {
  readonly windows?: readonly Window[] | undefined;
  /** Shorter gaps are no gaps, milliseconds. */
  readonly minGap: number;
};

/** When nobody is on call although somebody should be. */
export function gaps(
  { span, shifts }: Pick<Timeline, "span" | "shifts">,
  zone: string,
  coverage: Coverage,
): readonly Span[] {
  const wanted = coverage.windows === undefined ? [span] : openIn(coverage.windows, zone, span);
  const covered = union(shifts);
  return wanted
    .flatMap((part) => subtract(part, covered))
    .filter(({ start, end }) => end - start >= coverage.minGap);
}

/** A stretch in which nothing changes; null is nobody, and no override that decided. */
type Piece = Span & { readonly person: string | null; readonly override: Override | null };

function changedParts(pieces: readonly Piece[]): readonly ChangedPart[] {
  const parts = pieces.flatMap(({ start, end, person, override }): readonly ChangedPart[] => {
    if (person === null || override === null) return [];
    return [{ start, end, override: override.id, kind: override.kind ?? "override" }];
  });
  return joined(parts, (one, other) => one.override === other.override);
}

function presentOnly(shifts: readonly Shift[], { inactive }: Rota): readonly Shift[] {
  return inactive.size === 0 ? shifts : shifts.filter(({ person }) => !inactive.has(person));
}

/** One for somebody who is gone is void. */
function isLive({ start, end, person }: Override, { inactive }: Rota, span: Span): boolean {
  const isVoid = person !== null && inactive.has(person);
  return !isVoid && start < span.end && end > span.start;
}

function byAge(one: Override, other: Override): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}

function personIn(layers: readonly (readonly Shift[])[], instant: number): string | null {
  for (const shifts of layers.toReversed()) {
    const shift = shifts[firstEndingAfter(shifts, instant)];
    if (shift !== undefined && shift.start <= instant) return shift.person;
  }
  return null;
}

function changed(
  overrides: readonly Override[],
  instant: number,
  planned: string | null,
): Pick<Piece, "person" | "override"> {
  const plan = { person: planned, override: null };
  const decided = overrides.reduce<Pick<Piece, "person" | "override">>((current, change) => {
    const { start, end, person, replaces } = change;
    const holds = start <= instant && instant < end;
    if (!holds || (replaces !== undefined && replaces !== current.person)) return current;
    return { person, override: change };
  }, plan);
  return decided.person === planned ? plan : decided;
}

/** How the person of a shift came to have it, where not by turn alone. */
export function changeIn({ changed: parts }: Timeline, shift: Span): ChangeKind | null {
  return parts.find((part) => overlap(part, shift) !== null)?.kind ?? null;
}
