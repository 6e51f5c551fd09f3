import { z } from "zod";
import { LayerVersion, type TurnOnCall, turnOnCallAt, versionStart } from "./layer.ts";
import { turnStart } from "./rotation.ts";

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
  if (current === undefined) return [{ written, version: notBefore(context.now, written) }];
  if (sameTurns(current.written, written)) return begun;
  return [...begun, { written, version: succeed(current.version, written, context) }];
}

function succeed(current: LayerVersion, written: LayerVersion, context: Context): LayerVersion {
  const { now } = context;
  // What starts in the future is a plan, and taken to the letter.
  const start = Math.max(versionStart(written), turnStart(written, 0));
  if (start > now) return { ...written, since: start };
  const running = context.rollOut === "immediate" ? null : turnOnCallAt(current, now);
  if (running === null) return { ...written, since: now };
  const isGone = running.member !== null && !written.members.includes(running.member);
  return startingAt(isGone ? now : running.turn.end, { running, current, written });
}

function notBefore(now: number, written: LayerVersion): LayerVersion {
  return { ...written, since: Math.max(now, versionStart(written)) };
}

type Change = {
  readonly running: TurnOnCall;
  readonly current: LayerVersion;
  readonly written: LayerVersion;
};

/** The written version from that instant on, its members turned so that the right one has the turn then. */
function startingAt(instant: number, { running, current, written }: Change): LayerVersion {
  const begun = turnOnCallAt(written, instant);
  if (begun === null) return { ...written, since: instant };
  const { turn, place } = begun;
  // When the hand-over moves, it moves to the nearest one: a turn gets a little longer or shorter.
  const holderKeeps =
    instant === running.turn.end &&
    turn.start < instant &&
    turn.end - instant <= instant - turn.start;
  const holder = holderKeeps ? sameMember(current.members, running.index, written.members) : -1;
  const first = holder === -1 ? nextOf(current, running, written) : holder;
  const { length } = written.members;
  const startIndex = (((first - place) % length) + length) % length;
  return { ...written, startIndex, since: instant };
}

/** Where the first one after the holder, in the order so far, stands in the new list. */
function nextOf(current: LayerVersion, running: TurnOnCall, { members }: LayerVersion): number {
  const { length } = current.members;
  for (let step = 1; step <= length; step += 1) {
    const index = sameMember(current.members, (running.index + step) % length, members);
    if (index !== -1) return index;
  }
  return 0;
}

/** Where a member stands in another list; of one who is in both several times, the first, the second and so on. */
function sameMember(
  members: readonly (string | null)[],
  index: number,
  others: readonly (string | null)[],
): number {
  const member = members[index];
  const nth = members.slice(0, index).filter((other) => other === member).length;
  const places = others.flatMap((other, place) => (other === member ? [place] : []));
  return places[nth] ?? -1;
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
