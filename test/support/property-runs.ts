/** The same cases in every run of `npm test`, so that nobody meets what is not theirs. */
const SEED = 20_261_121;

type Runs = { readonly numRuns: number; readonly seed?: number };

/** How often a property is tried: seldom in `npm test`, and where that is asked for often and with other cases each time. */
export function runs(usual: number): Runs {
  const times = process.env["MUSTER_PROPERTY_RUNS"];
  return times === undefined
    ? { numRuns: usual, seed: SEED }
    : { numRuns: Math.ceil(usual * Number(times)) };
}
