import { z } from "zod";

/** What was measured beside Muster in the same run, in the same rounds: a peer, or what the machine can do at best. */
const Against = z.object({
  name: z.string(),
  /** One value for each round. */
  runs: z.array(z.number()).readonly(),
  /** What the ratio of ours to theirs should be. */
  goal: z.object({ kind: z.enum(["at most", "at least"]), ratio: z.number() }).optional(),
});
type Against = z.infer<typeof Against>;

/** One thing that was measured, round by round. */
export const Figure = z.object({
  what: z.string(),
  unit: z.enum(["ms", "per second", "MB", "bytes", "share", "calls"]),
  /** One value for each round. */
  runs: z.array(z.number()).readonly(),
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
  figures: z.array(Figure).readonly(),
  /** The ratios of the runs before, by figure and peer, newest first. */
  earlier: z.array(z.record(z.string(), z.number())).readonly(),
});
export type Result = z.infer<typeof Result>;

export type Ratio = {
  readonly key: string;
  readonly figure: Figure;
  readonly against: Against;
  /** The median over the rounds, each of which divides what was measured side by side. */
  readonly value: number;
};

export function ratiosOf(figures: readonly Figure[]): readonly Ratio[] {
  return figures.flatMap((figure) =>
    figure.against.map((against) => ({
      key: `${figure.what} / ${against.name}`,
      figure,
      against,
      value: median(roundByRound(figure, against)),
    })),
  );
}

function roundByRound(figure: Figure, against: Against): readonly number[] {
  return figure.runs.map((ours, round) => ours / (against.runs[round] ?? Number.NaN));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that so large a share of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** How far the rounds lie apart, as a share of their median. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** Null where nothing is asked. */
export function isReached({ against: { goal }, value }: Ratio): boolean | null {
  if (goal === undefined) return null;
  return goal.kind === "at most" ? value <= goal.ratio : value >= goal.ratio;
}
