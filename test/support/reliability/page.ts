import type { KINDS, Row } from "./rows.ts";

/** A test that passed and shows a row. */
export type Shown = {
  readonly row: string;
  /** The test's name: what it saw. */
  readonly test: string;
  /** Relative to the project's root. */
  readonly file: string;
  /** Numbers of this run that a reader wants, never times. */
  readonly measured: readonly string[];
};

const HEAD = `# Reliability

What may go wrong, what Muster owes people then, and the tests that show it. Written by \`npm run reliability\` from the
run of the tests; \`npm run test:all\` fails when a row has no test that passed, or when this page says something else than the
run. \`npm run test:all -- --tags-filter F09\` runs the tests of one row. [endurance.md](endurance.md) tells of
longer runs.
`;

/** docs/reliability.md: a table for each kind of row. */
export function reliabilityPage(kinds: typeof KINDS, shown: readonly Shown[]): string {
  const tables = kinds.map(({ title, rows }) => {
    const lines = rows.map((row) => line(row, shown));
    return `## ${title}\n\n| id | what | expected | seen |\n| --- | --- | --- | --- |\n${lines.join("\n")}\n`;
  });
  return [HEAD, ...tables].join("\n");
}

function line({ id, what, expected }: Row, shown: readonly Shown[]): string {
  const seen = shown.filter(({ row }) => row === id).map(seenWords);
  const cells = [id, what, expected].map((text) => cell(text));
  return `| ${[...cells, [...new Set(seen)].toSorted().join("<br>")].join(" | ")} |`;
}

function seenWords({ test, file, measured }: Shown): string {
  const words = [test, ...measured].map((text) => cell(text)).join("; ");
  return `[${words}](../${file})`;
}

function cell(text: string): string {
  return text.replaceAll(/[|\\[\]<>*_`]/g, String.raw`\$&`);
}
