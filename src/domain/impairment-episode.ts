import type { DateTime } from "luxon";
import {
  type Impairment,
  isRisky,
  nameOf,
  type Part,
  type Risk,
  type Trouble,
} from "./impairment.ts";

/** Trouble of a part from its beginning to its end, however many processes see it; what flaps is one. */
export type Episode = Trouble & {
  /** Null until it is kept. */
  readonly id: number | null;
  readonly part: Part;
  readonly key: string;
  readonly beganAt: DateTime;
  readonly endedAt: DateTime | null;
  /** As what people were told of it; null: not yet. */
  readonly toldAs: Risk | null;
  /** Which process saw it last when. */
  readonly seenBy: Readonly<Record<string, DateTime>>;
};

/** What one process sees, and when it looked. */
export type Sight = {
  readonly impairments: readonly Impairment[];
  readonly process: string;
  readonly now: DateTime;
};

export type Followed = {
  readonly episode: Episode;
  /** People are to hear of it now. */
  readonly isNews: boolean;
  /** What people were told of it is no longer how it stands. */
  readonly hasTurned: boolean;
};

/** What passes by itself in less than that is not worth a message. */
export const TOLD_AFTER = { minutes: 1 };
/** What comes back within that time is the same trouble again, and no second message. */
export const FLAPS_WITHIN = { minutes: 30 };
/** A process that has not looked for so long is gone, and with it what it saw. */
const FORGOTTEN_AFTER = { seconds: 90 };

/** What becomes of episodes when a process has looked. */
export function followEpisodes(known: readonly Episode[], sight: Sight): readonly Followed[] {
  const lately = sight.now.minus(FLAPS_WITHIN);
  const stored = known.filter((one) => goesOn(one, lately));
  const seen = sight.impairments.map((impairment) => {
    return goOn(latestOf(stored, impairment) ?? begun(impairment, sight), impairment, sight);
  });
  const names = new Set(sight.impairments.map(nameOf));
  const unseen = stored.filter((one) => one.endedAt === null && !names.has(nameOf(one)));
  return [...seen, ...unseen.map((one) => unsee(one, sight))];
}

/** What endangers pages is no flapping any more when it comes back long after it was told. */
function goesOn(one: Episode, lately: DateTime): boolean {
  if (one.endedAt === null) return true;
  return one.endedAt > lately && (!isRisky(one) || one.beganAt > lately);
}

function latestOf(stored: readonly Episode[], impairment: Impairment): Episode | undefined {
  const own = stored.filter((one) => nameOf(one) === nameOf(impairment));
  return own.toSorted((a, b) => b.beganAt.toMillis() - a.beganAt.toMillis())[0];
}

function begun({ part, key, ...trouble }: Impairment, { now }: Sight): Episode {
  const { words, consequence, fix, severity } = trouble;
  const said = { words, consequence, fix, severity };
  return { ...said, id: null, part, key, beganAt: now, endedAt: null, toldAs: null, seenBy: {} };
}

function goOn(before: Episode, impairment: Impairment, { process, now }: Sight): Followed {
  const { words, consequence, fix, severity } = impairment;
  const isBack = before.endedAt !== null;
  const told = before.toldAs;
  const beganAt = isBack && told === null ? now : before.beganAt;
  const hasLasted = beganAt.plus(TOLD_AFTER) <= now;
  const isWorse = told === null || (told === "degraded" && isRisky(impairment));
  const isNews = hasLasted && isWorse;
  const after = { ...before, words, consequence, fix, severity, beganAt, endedAt: null };
  const seenBy = { ...before.seenBy, [process]: now };
  return {
    episode: { ...after, seenBy, toldAs: isNews ? severity : told },
    isNews,
    hasTurned: isBack && told !== null,
  };
}

/** Whether any process that is still there sees it. */
export function isSeen({ seenBy }: Pick<Episode, "seenBy">, now: DateTime): boolean {
  return Object.values(seenBy).some((at) => isFresh(at, now));
}

function isFresh(seenAt: DateTime, now: DateTime): boolean {
  return seenAt.plus(FORGOTTEN_AFTER) > now;
}

/** It is over once no process that is still there sees it. */
function unsee(before: Episode, { process, now }: Sight): Followed {
  const others = Object.entries(before.seenBy).filter(([name, at]) => {
    return name !== process && isFresh(at, now);
  });
  const isOver = others.length === 0;
  const endedAt = isOver ? now : null;
  return {
    episode: { ...before, endedAt, seenBy: Object.fromEntries(others) },
    isNews: false,
    hasTurned: isOver && before.toldAs !== null,
  };
}
