import { z } from "zod";
import { LayerVersion, type TurnOnCall, turnOnCallAt, versionStart } from "./layer.ts";
import { turnStart } from "./rotation.ts";
import { wallTimeAt } from "./wall-time.ts";

/** How an edited layer comes into force: so that nobody's turn moves without need, or at once and to the letter. */
export const RollOut = z.enum(["after_current_shift", "immediate"]);
export type RollOut = z.infer<typeof RollOut>;

/** A version as muster.yaml wrote it, and as it came into force. */
export const AppliedVersion = z.object({ written: LayerVersion, version: LayerVersion }).readonly();
export type AppliedVersion = z.infer<typeof AppliedVersion>;

type Context = { readonly now: number; readonly rollOut: RollOut };

/**
 * The versions of a layer after it was edited; the same list when nothing about its turns changed.
 *
 * What has begun stays as it was. A person whose turn is under way keeps it, then comes whoever was to be next,
 * so that new members wait their turn. Only when the person on call is no longer a member does it happen at once.
 */
export function rollOut(
  applied: readonly AppliedVersion[],
  written: LayerVersion,
  context: Context,
): readonly AppliedVersion[] {
  const newest = applied.at(-1);
  if (newest === undefined) return [{ written, version: written }];
  if (sameTurns(newest.written, written)) return applied;
  const begun = applied.filter(({ version }) => versionStart(version) <= context.now);
  const current = begun.at(-1);
  if (current !== undefined && sameTurns(current.written, written)) return begun;
  const version = current === undefined ? written : succeed(current.version, written, context);
  return [...begun, { written, version }];
}

function succeed(current: LayerVersion, written: LayerVersion, context: Context): LayerVersion {
  const { now } = context;
  // What starts in the future is a plan, and taken to the letter.
  if (Math.max(versionStart(written), turnStart(written, 0)) > now) return written;
  const running = context.rollOut === "immediate" ? null : turnOnCallAt(current, now);
  if (running === null) return { ...written, from: wallTimeAt(now, written.zone) };
  const isGone = running.member !== null && !written.members.includes(running.member);
  return startingAt(isGone ? now : running.turn.end, { running, current, written });
}

type Change = {
  readonly running: TurnOnCall;
  readonly current: LayerVersion;
  readonly written: LayerVersion;
};

/** The written version from that instant on, its members turned so that the right one has the turn then. */
function startingAt(instant: number, { running, current, written }: Change): LayerVersion {
  const begun = turnOnCallAt(written, instant);
  if (begun === null) throw new Error("A version that has begun has a turn.");
  const { turn, place } = begun;
  // When the hand-over moves, it moves to the nearest one: a turn gets a little longer or shorter.
  const holderKeeps =
    instant === running.turn.end &&
    turn.start < instant &&
    turn.end - instant <= instant - turn.start &&
    written.members.includes(running.member);
  const first = holderKeeps
    ? written.members.indexOf(running.member)
    : nextOf(current, running, written);
  const { length } = written.members;
  const startIndex = (((first - place) % length) + length) % length;
  return { ...written, startIndex, from: wallTimeAt(instant, written.zone) };
}

/** Where the first one after the holder, in the order so far, stands in the new list. */
function nextOf(current: LayerVersion, running: TurnOnCall, { members }: LayerVersion): number {
  const { length } = current.members;
  for (let step = 1; step <= length; step += 1) {
    const candidate = current.members[(running.index + step) % length];
    const index = candidate === undefined || candidate === null ? -1 : members.indexOf(candidate);
    if (index !== -1) return index;
  }
  return 0;
}

function sameTurns(one: LayerVersion, other: LayerVersion): boolean {
  return JSON.stringify(turnsOf(one)) === JSON.stringify(turnsOf(other));
}

function turnsOf(version: LayerVersion): unknown {
  const { zone, anchor, every, members, startIndex, windows, advance, from } = version;
  return [
    zone,
    anchor,
    every.n,
    every.unit,
    members,
    startIndex,
    windows ?? null,
    advance,
    from ?? null,
  ];
}
