import { z } from "zod";

/** The share that is left out at each end of what a mean is taken of. */
const TRIMMED = 0.1;

/** What was measured beside Muster in the same run, in the same rounds: a peer, or what the machine can do at best. */
const Against = z.object({
  name: z.string(),
  /** One value for each round or sample. */
  runs: z.array(z.number()).readonly(),
  /** What the ratio of ours to theirs should be. */
  goal: z.object({ kind: z.enum(["at most", "at least"]), ratio: z.number() }).optional(),
});
type Against = z.infer<typeof Against>;

/** One thing that was measured, round by round. */
export const Figure = z.object({
  what: z.string(),
  unit: z.enum(["ms", "per second", "MB", "bytes", "share", "calls"]),
  /** One value for each round or sample. */
  runs: z.array(z.number()).readonly(),
  /** The share of all values that what counts is not below, on both sides; the median when left out. */
  at: z.number().optional(),
  against: z.array(Against).readonly(),
});
export type Figure = z.infer<typeof Figure>;

/** The benchmark of one file, as bench/results keeps it. */
export const Result = z.object({
  name: z.string(),
  title: z.string(),
  method: z.string(),
  date: z.string(),
  machine: z.string(),
  minutes: z.number(),
  /** The share of the processors' time that the host gave to other machines in the rounds that count; null where there are none, or nobody says. */
  stolen: z.number().nullable(),
  figures: z.array(Figure).readonly(),
  /** The ratios of the runs before, by figure and peer, newest first. */
  earlier: z.array(z.record(z.string(), z.number())).readonly(),
});
export type Result = z.infer<typeof Result>;

export type Ratio = {
  readonly key: string;
  readonly figure: Figure;
  readonly against: Against;
  /** What counts of ours. */
  readonly ours: number;
  /** What counts of theirs. */
  readonly theirs: number;
  /**
   * The mean of each divided by what was measured next to it, which shares the machine's mood; of a percentile, or
   * where one side was measured less often, the one value that counts divided by the other.
   */
  readonly value: number;
};

export function ratiosOf(figures: readonly Figure[]): readonly Ratio[] {
  return figures.flatMap((figure) =>
    figure.against.map((against) => {
      const ours = valueOf(figure, figure.runs);
      const theirs = valueOf(figure, against.runs);
      const key = `${figure.what} / ${against.name}`;
      const value = meanOfPairs(figure, against) ?? ours / theirs;
      return { key, figure, against, ours, theirs, value };
    }),
  );
}

/** Where the machine has two moods, a median is now of the one and now of the other; a mean is of both. */
function meanOfPairs({ at, runs }: Figure, against: Against): number | undefined {
  if (at !== undefined || runs.length !== against.runs.length) return undefined;
  return trimmedMean(runs.map((ours, nth) => ours / (against.runs[nth] ?? Number.NaN)));
}

/**
 * The geometric mean, by which a half and a double are as far from one, without the highest and the lowest tenth; the
 * median where something took nothing at all.
 */
function trimmedMean(ratios: readonly number[]): number {
  if (ratios.some((ratio) => ratio <= 0)) return quantile(ratios, 0.5);
  const cut = Math.floor(ratios.length * TRIMMED);
  const kept = ratios
    .toSorted((one, other) => one - other)
    .slice(cut, ratios.length - cut)
    .map(Math.log);
  return Math.exp(kept.reduce((sum, each) => sum + each, 0) / kept.length);
}

/** What counts of these values, of one side or the other. */
export function valueOf({ at = 0.5 }: Pick<Figure, "at">, runs: readonly number[]): number {
  return quantile(runs, at);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that so large a share of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** How far they lie apart without the highest and the lowest tenth, as a share of their median. */
export function spread(values: readonly number[]): number {
  const [low, high] = [quantile(values, 0.1), quantile(values, 0.9)];
  return low === high ? 0 : (high - low) / median(values);
}

/** Null where nothing is asked. */
export function isReached({ against: { goal }, value }: Ratio): boolean | null {
  if (goal === undefined) return null;
  return goal.kind === "at most" ? value <= goal.ratio : value >= goal.ratio;
}
