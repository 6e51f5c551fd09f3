import { anchorOf } from "./anchor.ts";
import { isReached, median, type Ratio, ratiosOf, type Result } from "./figure.ts";
import { MOST_STOLEN } from "./stolen-time.ts";
import { ratioInWords, shareInWords } from "./words.ts";

/** How far the ratios of three runs should lie apart at most, as a share of their median. */
const APART = 0.15;
const RUNS = 3;

type Row = { readonly where: string; readonly ratio: Ratio; readonly values: readonly number[] };

function howMany(known: number, steady: number): string {
  const within = `lie within ${shareInWords(APART)}`;
  if (known > 0 && steady === known) return `All ${known} ratios that have three runs ${within}.`;
  return `Of ${known} ratios that have three runs, ${steady} ${within}; of the others, read the range and not the number.`;
}

/** A section of the page: each ratio in the last runs, newest first, and how far they lie apart. */
export function repetition(results: readonly Result[]): string {
  const rows = results.flatMap(rowsOf);
  const known = rows.filter((row) => row.values.length >= RUNS && !isLimit(row.ratio));
  const steady = known.filter(({ values }) => apart(values) <= APART);
  return `## How well the ratios repeat

Each ratio in the last three runs, newest first, and the largest without the smallest as a share of the median. ${howMany(known.length, steady.length)} Where a limit stands beside it, what is to repeat is that it is kept. A run counts as long as it measured in the same way, on a machine of the same kind, and unless the host gave more than ${shareInWords(MOST_STOLEN)} of the processors' time to other machines; what was changed in Muster between two runs shows here too.

| what | beside it | the last runs | apart |
| ---- | --------- | ------------- | ----- |
${rows.map(written).join("\n")}
`;
}

function rowsOf({ title, figures, earlier }: Result): readonly Row[] {
  const where = `[${title}](#${anchorOf(title)})`;
  return ratiosOf(figures).map((ratio) => {
    const before = earlier.flatMap((ratios) => ratios[ratio.key] ?? []);
    return { where, ratio, values: [ratio.value, ...before].filter(Number.isFinite) };
  });
}

function written({ where, ratio, values }: Row): string {
  const runs = values.map((value) => ratioInWords({ value })).join(", ") || "none";
  return `| ${where}: ${ratio.figure.what} | ${ratio.against.name} | ${runs} | ${verdict(ratio, values)} |`;
}

function verdict(ratio: Ratio, values: readonly number[]): string {
  if (values.length === 0) return "nothing to divide by";
  if (values.length < RUNS) return "fewer than three runs";
  if (isLimit(ratio)) return isKept(ratio, values) ? "kept each time" : "**not kept each time**";
  const share = apart(values);
  if (share <= APART) return shareInWords(share);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = `${ratioInWords({ value: low })} to ${ratioInWords({ value: high })}`;
  return `**${shareInWords(share)}**, more than ${shareInWords(APART)}: anything from ${range}`;
}

/** Something that Muster may take, and nothing that was measured: how far below it is differs with the machine. */
function isLimit({ against: { goal } }: Ratio): boolean {
  return goal?.kind === "at most" && goal.ratio === 1;
}

function isKept(ratio: Ratio, values: readonly number[]): boolean {
  return values.every((value) => isReached({ ...ratio, value }) === true);
}

function apart(values: readonly number[]): number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? 0 : (high - low) / median(values);
}
