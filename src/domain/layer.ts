import { type Rotation, turnAt, turnStart } from "./rotation.ts";
import { common, overlap, type Span } from "./span.ts";
import { resolve, type WallTime } from "./wall-time.ts";
import { openIn, type Window } from "./windows.ts";

/** People who take turns, in the zone of the layer. */
export type Layer = {
  readonly zone: string;
  /** In the order in which they begin; each holds until the next one begins. */
  readonly versions: readonly LayerVersion[];
  /** Nobody from then on. */
  readonly until?: WallTime | undefined;
};

/** How a layer turns since a moment. Editing a rotation adds a version, so that the past stays as it was. */
export type LayerVersion = Omit<Rotation, "zone"> & {
  /** The anchor, unless said otherwise. */
  readonly from?: WallTime | undefined;
  /** null is a turn that nobody has. */
  readonly members: readonly (string | null)[];
  /** The member who has the first turn. */
  readonly startIndex: number;
  /** On call only then. */
  readonly windows?: readonly Window[] | undefined;
  /** Whose turn it is moves on with every turn, or only with those that have a window. */
  readonly advance: "calendar" | "on_shift";
};

/** One person's time on call. */
export type Shift = Span & { readonly person: string };

/** Who the layer puts on call within the span, in order; consecutive turns of one person are separate. */
export function layerShifts(layer: Layer, within: Span): readonly Shift[] {
  return versionSpans(layer).flatMap(({ version, span }) => {
    const part = overlap(span, within);
    return part === null ? [] : versionShifts({ ...version, zone: layer.zone }, part);
  });
}

type Reign = { readonly version: LayerVersion; readonly span: Span };

/** The last version in the list that has begun holds. */
function versionSpans({ zone, versions, until }: Layer): readonly Reign[] {
  const last = until === undefined ? Number.POSITIVE_INFINITY : resolve(until, zone);
  const starts = versions.map(({ from, anchor }) => resolve(from ?? anchor, zone));
  return versions.map((version, index) => {
    const [start = last, ...later] = starts.slice(index);
    return { version, span: { start, end: Math.min(...later, last) } };
  });
}

type Turning = LayerVersion & { readonly zone: string };

function versionShifts(version: Turning, within: Span): readonly Shift[] {
  const { windows, zone, members, startIndex } = version;
  const open = windows === undefined ? [within] : openIn(windows, zone, within);
  return placedTurns(version, within).flatMap(({ turn, place }) => {
    const person = members[(place + startIndex) % members.length] ?? null;
    if (person === null) return [];
    const parts = common(turn, open);
    return parts.map((part) => ({ ...part, person }));
  });
}

type PlacedTurn = {
  readonly turn: Span;
  /** How many turns were used up before. */
  readonly place: number;
};

function placedTurns(version: Turning, within: Span): readonly PlacedTurn[] {
  const { windows, advance } = version;
  if (advance === "calendar" || windows === undefined) {
    return [...turnsFrom(version, turnAt(version, within.start) ?? 0, within.end)];
  }
  return turnsWithWindow(version, windows, within.end).filter(({ turn }) => overlap(turn, within));
}

/** Counted from the anchor: every earlier turn decides whose turn it is. */
function turnsWithWindow(
  version: Turning,
  windows: readonly Window[],
  end: number,
): readonly PlacedTurn[] {
  const open = openIn(windows, version.zone, { start: turnStart(version, 0), end });
  return [...turnsFrom(version, 0, end)]
    .filter(({ turn }) => common(turn, open).length > 0)
    .map(({ turn }, place) => ({ turn, place }));
}

/** A turn that a clock change leaves no time is left out. */
function* turnsFrom(rotation: Rotation, first: number, end: number): Generator<PlacedTurn> {
  let start = turnStart(rotation, first);
  for (let place = first; start < end; place += 1) {
    const next = turnStart(rotation, place + 1);
    if (start < next) yield { turn: { start, end: next }, place };
    start = next;
  }
}
