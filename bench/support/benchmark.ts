import { it } from "vitest";
import type { Figure } from "./figure.ts";
import { stolenInRounds } from "./rounds.ts";

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
    await annotate(JSON.stringify(stolenInRounds()), "stolen");
  });
}
