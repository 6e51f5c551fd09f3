import { type Figure, isReached, type Ratio, ratiosOf, type Result } from "./figure.ts";
import { median } from "./figure.ts";
import { goalInWords, inWords, ratioInWords, roundsInWords } from "./words.ts";

const HEAD = `# Performance

Written by \`npm run bench\`; \`npm run bench -- NAME\` measures one section anew. The numbers behind it are in
[bench/results](../bench/results).

A figure says little on another machine, or on the same one an hour later. So each stands beside something measured in
the same run, in turns with it: a program that people use for the same, or what the disk, the database or Slack's limits
allow at best. What counts is the ratio, the median of the rounds' ratios. A first round never counts. Nothing in
\`npm test\` depends on time.
`;

/** The page; what people read out of the figures stands in Markdown of their own. */
export function performancePage(results: readonly Result[], findings: string): string {
  return [HEAD, overview(results), findings, ...results.map(section)].join("\n");
}

function overview(results: readonly Result[]): string {
  const rows = results.flatMap(({ title, figures }) =>
    ratiosOf(figures)
      .filter(({ against }) => against.goal !== undefined)
      .map(
        (ratio) => `| [${title}](#${anchorOf(title)}): ${ratio.figure.what} | ${cells(ratio)} |`,
      ),
  );
  return `## Goals

| what | Muster | beside it | ratio | goal | reached |
| ---- | ------ | --------- | ----- | ---- | ------- |
${rows.join("\n")}
`;
}

function cells(ratio: Ratio): string {
  const { figure, against } = ratio;
  return [
    inWords(median(figure.runs), figure.unit),
    `${against.name}: ${inWords(median(against.runs), figure.unit)}`,
    ratioInWords(ratio),
    goalInWords(against),
    isReached(ratio) === true ? "yes" : "**no**",
  ].join(" | ");
}

function section(result: Result): string {
  const { title, method, date, machine, minutes, figures } = result;
  return `## ${title}

${method}

${pictureOf(result)}| what | Muster | beside it | ratio | the runs before |
| ---- | ------ | --------- | ----- | --------------- |
${figures.flatMap((figure) => rowsOf(figure, result)).join("\n")}

Measured on ${date} in ${minutes.toFixed(1)} minutes: ${machine}.
`;
}

/** Where nothing stands beside what was measured there is nothing to compare. */
function pictureOf({ name, title, figures }: Result): string {
  if (ratiosOf(figures).length === 0) return "";
  return `![${title}: each ratio as a bar](performance/${name}.svg)\n\n`;
}

function rowsOf(figure: Figure, { earlier }: Result): readonly string[] {
  const ours = `${figure.what} | ${roundsInWords(figure.runs, figure.unit)}`;
  if (figure.against.length === 0) return [`| ${ours} | | | |`];
  return ratiosOf([figure]).map((ratio) => {
    const before = earlier.flatMap((ratios) => {
      const value = ratios[ratio.key];
      return value === undefined ? [] : [ratioInWords({ value })];
    });
    const beside = `${ratio.against.name}: ${roundsInWords(ratio.against.runs, figure.unit)}`;
    return `| ${ours} | ${beside} | ${ratioInWords(ratio)} | ${before.join(", ")} |`;
  });
}

/** As GitHub names the heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
