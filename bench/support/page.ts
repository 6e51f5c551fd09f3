import { anchorOf } from "./anchor.ts";
import { type Figure, isReached, type Ratio, ratiosOf, type Result } from "./figure.ts";
import { repetition } from "./repetition.ts";
import { goalInWords, inWords, ratioInWords, runsInWords, stolenInWords } from "./words.ts";

const HEAD = `# Performance

Written by \`npm run bench\`; \`npm run bench -- NAME\` measures one section anew. The numbers behind it are in
[bench/results](../bench/results).

A figure says little on another machine, or on the same one an hour later. So each stands beside something measured in
the same run, in turns with it: a program that people use for the same, or what the disk, the database or Slack's limits
allow at best. What counts is the ratio: each value of Muster divided by the one beside it that was measured
next to it, because what else the machine does falls on both, and of these ratios the geometric mean without the highest
and the lowest tenth. Where a percentile is named, it is that of all values of Muster divided by that of all beside it;
where one side was measured less often, the median by the median. The spread is what lies between the lowest and the
highest tenth, as a share of the median. Nothing in \`npm test\` depends on time.

A first round does not count, unless each round starts everything anew; nor does one during which other machines on the
same host had more than a twentieth of the processors' time that was asked for. Such a round is taken anew, up to half as
many as there should be: then the calmest count, and a run that was crowded even so takes the place of no calm one and is
nothing to compare with.
`;

/** The page; what people read out of the figures stands in Markdown of their own. */
export function performancePage(results: readonly Result[], findings: string): string {
  return [HEAD, overview(results), repetition(results), findings, ...results.map(section)].join(
    "\n",
  );
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
  const { figure, against, ours, theirs } = ratio;
  return [
    inWords(ours, figure.unit),
    `${against.name}: ${inWords(theirs, figure.unit)}`,
    ratioInWords(ratio),
    goalInWords(against),
    isReached(ratio) === true ? "yes" : "**no**",
  ].join(" | ");
}

function section(result: Result): string {
  const { title, method, date, machine, minutes, stolen, figures } = result;
  return `## ${title}

${method}

${pictureOf(result)}${tableOf(figures)}

Measured on ${date} in ${minutes.toFixed(1)} minutes: ${machine}.${stolenInWords(stolen)}
`;
}

/** Where nothing stands beside what was measured there is nothing to compare. */
function pictureOf({ name, title, figures }: Result): string {
  if (ratiosOf(figures).length === 0) return "";
  return `![${title}: each ratio as a bar](performance/${name}.svg)\n\n`;
}

function tableOf(figures: readonly Figure[]): string {
  if (ratiosOf(figures).length === 0) {
    const rows = figures.map(
      (figure) => `| ${figure.what} | ${runsInWords(figure, figure.runs)} |`,
    );
    return `| what | Muster |\n| ---- | ------ |\n${rows.join("\n")}`;
  }
  return `| what | Muster | beside it | ratio |
| ---- | ------ | --------- | ----- |
${figures.flatMap(rowsOf).join("\n")}`;
}

function rowsOf(figure: Figure): readonly string[] {
  const ours = `${figure.what} | ${runsInWords(figure, figure.runs)}`;
  if (figure.against.length === 0) return [`| ${ours} | | |`];
  return ratiosOf([figure]).map((ratio) => {
    const beside = `${ratio.against.name}: ${runsInWords(figure, ratio.against.runs)}`;
    return `| ${ours} | ${beside} | ${ratioInWords(ratio)} |`;
  });
}
