import { it } from "vitest";
import type { Figure } from "./figure.ts";

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
    await run(async (figure) => {
      await annotate(JSON.stringify(figure), "figure");
    });
  });
}

/**
 * What each side took in each round, in the order of the sides. They take turns, and every other round in the opposite
 * order, so that nobody always has the machine at its best; a first round does not count.
 */
export async function takeTurns<Value>(
  rounds: number,
  ...sides: readonly (() => Promise<Value> | Value)[]
): Promise<readonly (readonly Value[])[]> {
  const numbered = sides.map((side) => ({ side, runs: new Array<Value>() }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { side, runs } of round % 2 === 0 ? numbered : numbered.toReversed()) {
      const value = await side();
      if (round > 0) runs.push(value);
    }
  }
  return numbered.map(({ runs }) => runs);
}
