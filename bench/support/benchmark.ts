import { setTimeout as wait } from "node:timers/promises";
import { it } from "vitest";
import type { Figure } from "./figure.ts";
import { processorTime, stolenSince } from "./stolen-time.ts";

type Report = (figure: Figure) => Promise<void>;

/**
 * A benchmark: what `npm run bench` runs, prints and writes to docs/performance.md. It fails only when something does
 * not work; a goal that is missed is a finding, not a failure.
 */
export function benchmark(
  title: string,
  method: string,
  run: (report: Report) => Promise<void>,
): void {
  it(title, async ({ annotate }) => {
    await annotate(method, "method");
    const before = processorTime();
    await run(async (figure) => {
      await annotate(JSON.stringify(figure), "figure");
    });
    await annotate(JSON.stringify(stolenSince(before)), "stolen");
  });
}

/** What each side took, in the order of the sides. */
type Turns<Value> = readonly (readonly Value[])[];

type Side<Value> = () => Promise<Value> | Value;

/**
 * The sides take turns, and every other round in the opposite order, so that nobody always has the machine at its best;
 * a first round does not count.
 */
export async function takeTurns<Value>(
  rounds: number,
  ...sides: readonly Side<Value>[]
): Promise<Turns<Value>> {
  const all = await takeFreshTurns(rounds + 1, ...sides);
  return all.map((runs) => runs.slice(1));
}

/** The same where each turn starts everything anew, so that a first round is like any other. */
export async function takeFreshTurns<Value>(
  rounds: number,
  ...sides: readonly Side<Value>[]
): Promise<Turns<Value>> {
  const numbered = sides.map((side) => ({ side, runs: new Array<Value>() }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { side, runs } of round % 2 === 0 ? numbered : numbered.toReversed()) {
      runs.push(await side());
    }
  }
  return numbered.map(({ runs }) => runs);
}

type Pace = {
  readonly rounds: number;
  /** So many rounds before them do not count. */
  readonly warmUp: number;
  /** How long a round lasts, evenly shared by the sides. */
  readonly everyMs: number;
};

/** One sample of each side after the other, over and over, for what has to be left alone between two of its own. */
export async function takeSamples<Value>(
  { rounds, warmUp, everyMs }: Pace,
  ...sides: readonly Side<Value>[]
): Promise<Turns<Value>> {
  const slots = sides.map((side) => async () => {
    const [value] = await Promise.all([side(), wait(everyMs / sides.length)]);
    return value;
  });
  const samples = slots.map(() => new Array<Value>());
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const [index, slot] of slots.entries()) samples[index]?.push(await slot());
  }
  return samples.map((values) => values.slice(warmUp));
}
