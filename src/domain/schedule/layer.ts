import { z } from "zod";
import { turnStart } from "./rotation.ts";
import { common, overlap, type Span } from "./span.ts";
import { type PlacedTurn, placedTurns } from "./turns.ts";
import { DAY, resolve, type WallTime } from "./wall-time.ts";
import { openIn, Window } from "./windows.ts";

/** People who take turns. */
export type Layer = {
  /** In the order in which they begin; each holds until the next one begins. */
  readonly versions: readonly LayerVersion[];
  /** Nobody from then on. */
  readonly until?: { readonly time: WallTime; readonly zone: string } | undefined;
};

/** How a layer turns since a moment. Editing a rotation adds a version, so that the past stays as it was. */
export const LayerVersion = z
  .object({
    zone: z.string(),
    /** The first turn's start, and since when the version holds unless `from` says so; both are wall time. */
    anchor: z.number(),
    every: z
      .object({ n: z.number(), unit: z.enum(["hours", "days", "weeks", "months"]) })
      .readonly(),
    from: z.number().optional(),
    /** The instant since when it holds, where that was decided when it was rolled out. */
    since: z.number().optional(),
    /** null is a turn that nobody has. */
    members: z.array(z.string().nullable()).readonly(),
    /** The member who has the first turn. */
    startIndex: z.number(),
    /** On call only then. */
    windows: z.array(Window).readonly().optional(),
    /** Whose turn it is moves on with every turn, or only with those that have a window. */
    advance: z.enum(["calendar", "on_shift"]),
  })
  .readonly();
export type LayerVersion = z.infer<typeof LayerVersion>;

/** One person's time on call. */
export type Shift = Span & { readonly person: string };

/** Who the layer puts on call within the span, in order; consecutive turns of one person are separate. */
export function layerShifts(layer: Layer, within: Span): readonly Shift[] {
  return versionSpans(layer).flatMap(({ version, span }) => {
    const part = overlap(span, within);
    return part === null ? [] : versionShifts(version, part);
  });
}

/** The layer without the versions that are over. */
export function withoutPast(layer: Layer, instant: number): Layer {
  const kept = versionSpans(layer).filter(({ span }) => span.end > instant);
  return { ...layer, versions: kept.map(({ version }) => version) };
}

type VersionSpan = { readonly version: LayerVersion; readonly span: Span };

/** The last version in the list that has begun holds. */
function versionSpans({ versions, until }: Layer): readonly VersionSpan[] {
  const last = until === undefined ? Number.POSITIVE_INFINITY : resolve(until.time, until.zone);
  const starts = versions.map(versionStart);
  return versions.map((version, index) => {
    const [start = last, ...later] = starts.slice(index);
    return { version, span: { start, end: Math.min(...later, last) } };
  });
}

/** The instant at which the version comes into force. */
export function versionStart({ since, from, anchor, zone }: LayerVersion): number {
  return since ?? resolve(from ?? anchor, zone);
}

/** A turn, and whose it is: the member at the index, or nobody. */
export type TurnOnCall = PlacedTurn & { readonly index: number; readonly member: string | null };

/** The turn that runs at the instant, or the next one that has a window; null before the first. */
export function turnOnCallAt(version: LayerVersion, instant: number): TurnOnCall | null {
  if (instant < turnStart(version, 0)) return null;
  // A window opens every week, but for a week in which the clocks leave it out.
  const found = placedTurns(version, { start: instant, end: instant + 16 * DAY }).at(0);
  return found === undefined ? null : holder(version, found);
}

function holder(version: LayerVersion, placed: PlacedTurn): TurnOnCall {
  const { members, startIndex } = version;
  const index = (placed.place + startIndex) % members.length;
  return { ...placed, index, member: members[index] ?? null };
}

function versionShifts(version: LayerVersion, within: Span): readonly Shift[] {
  const { windows, zone } = version;
  const open = windows === undefined ? [within] : openIn(windows, zone, within);
  return placedTurns(version, within).flatMap((placed) => {
    const { turn, member: person } = holder(version, placed);
    return person === null ? [] : common(turn, open).map((part) => ({ ...part, person }));
  });
}
