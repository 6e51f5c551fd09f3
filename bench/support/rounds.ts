import { setTimeout as wait } from "node:timers/promises";
import {
  isCrowded,
  MOST_STOLEN,
  NOTHING,
  processorTime,
  type ProcessorTime,
  shareStolen,
  spentSince,
  sum,
} from "./stolen-time.ts";

/** What each side took, in the order of the sides. */
export type Turns<Value> = readonly (readonly Value[])[];

type Side<Value> = () => Promise<Value> | Value;

/** One round of all sides, and what it had of the processors. */
type Round<Value> = { readonly values: readonly Value[]; readonly spent: ProcessorTime };

/** So many rounds more than asked for, as a share of them, are taken where other machines disturb too many. */
const MOST_ANEW = 0.5;

let counted = NOTHING;

/** The share that other machines had in all rounds that counted until now; null where there was none, or nobody says. */
export function stolenInRounds(): number | null {
  return shareStolen(counted);
}

/**
 * The sides take turns, and every other round in the opposite order, so that nobody always has the machine at its best;
 * a first round does not count.
 */
export async function takeTurns<Value>(
  rounds: number,
  ...sides: readonly Side<Value>[]
): Promise<Turns<Value>> {
  return await takeWarmTurns({ rounds, warmUp: 1 }, ...sides);
}

/** The same for code that is fast only after more rounds, which do not count either, or for a calmer machine. */
export async function takeWarmTurns<Value>(
  { rounds, warmUp, mostStolen = MOST_STOLEN }: Omit<Pace, "everyMs" | "mostAnew">,
  ...sides: readonly Side<Value>[]
): Promise<Turns<Value>> {
  for (let nth = 0; nth < warmUp; nth += 1) await takeRound(0, sides);
  return await takeCalmTurns({ rounds, mostStolen }, sides);
}

/** The same where each turn starts everything anew, so that a first round is like any other. */
export async function takeFreshTurns<Value>(
  rounds: number,
  ...sides: readonly Side<Value>[]
): Promise<Turns<Value>> {
  return await takeCalmTurns({ rounds, mostStolen: MOST_STOLEN }, sides);
}

async function takeCalmTurns<Value>(
  { rounds, mostStolen }: Pick<Calm, "rounds" | "mostStolen">,
  sides: readonly Side<Value>[],
): Promise<Turns<Value>> {
  const taken = await takeCalmRounds({ rounds, mostStolen, mostAnew: MOST_ANEW }, (nth) =>
    takeRound(nth, sides),
  );
  return bySide(taken, sides);
}

type Pace = {
  readonly rounds: number;
  /** So many rounds before them do not count. */
  readonly warmUp: number;
  /** How long a round lasts, evenly shared by the sides. */
  readonly everyMs: number;
  /** Of the rounds asked for, what may be taken anew at most; less than others where there is not enough for it. */
  readonly mostAnew?: number;
  /** The share that other machines may have in a round which counts. */
  readonly mostStolen?: number;
};

type Calm = Required<Pick<Pace, "rounds" | "mostAnew" | "mostStolen">>;

/** How many samples there may be of each side at most, for whoever prepares something for each. */
export function mostSamples({ rounds, warmUp, mostAnew = MOST_ANEW }: Pace): number {
  return warmUp + mostRounds(rounds, mostAnew);
}

function mostRounds(rounds: number, mostAnew: number): number {
  return Math.floor(rounds * (1 + mostAnew));
}

/** One sample of each side after the other, over and over, for what has to be left alone between two of its own. */
export async function takeSamples<Value>(
  { rounds, warmUp, everyMs, mostAnew = MOST_ANEW, mostStolen = MOST_STOLEN }: Pace,
  ...sides: readonly Side<Value>[]
): Promise<Turns<Value>> {
  const slots = sides.map((side) => async () => {
    const [value] = await Promise.all([side(), wait(everyMs / sides.length)]);
    return value;
  });
  for (let nth = 0; nth < warmUp; nth += 1) await takeRound(0, slots);
  const taken = await takeCalmRounds({ rounds, mostAnew, mostStolen }, () => takeRound(0, slots));
  return bySide(taken, sides);
}

async function takeRound<Value>(
  nth: number,
  sides: readonly Side<Value>[],
): Promise<readonly Value[]> {
  const isForth = nth % 2 === 0;
  const values: Value[] = [];
  for (const side of isForth ? sides : sides.toReversed()) values.push(await side());
  return isForth ? values : values.toReversed();
}

function bySide<Value>(
  taken: readonly (readonly Value[])[],
  sides: readonly unknown[],
): Turns<Value> {
  return sides.map((_, index) => taken.flatMap((values) => values.slice(index, index + 1)));
}

/** Those during which other machines on the host had too much are taken anew; where there are too many, the calmest count. */
async function takeCalmRounds<Value>(
  { rounds, mostAnew, mostStolen }: Calm,
  take: (nth: number) => Promise<readonly Value[]>,
): Promise<readonly (readonly Value[])[]> {
  const taken: Round<Value>[] = [];
  const most = mostRounds(rounds, mostAnew);
  while (taken.filter(isCalm(mostStolen)).length < rounds && taken.length < most) {
    const before = processorTime();
    const values = await take(taken.length);
    taken.push({ values, spent: spentSince(before) });
  }
  const calmest = taken
    .toSorted((one, other) => (shareStolen(one.spent) ?? 0) - (shareStolen(other.spent) ?? 0))
    .slice(0, rounds);
  counted = sum(counted, ...calmest.map(({ spent }) => spent));
  return taken.filter((round) => calmest.includes(round)).map(({ values }) => values);
}

function isCalm(mostStolen: number): (round: Round<unknown>) => boolean {
  return ({ spent }) => !isCrowded(shareStolen(spent), mostStolen);
}
