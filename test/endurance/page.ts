/** One long run, as docs/endurance.md tells it. */
export type Run = {
  readonly name: string;
  readonly file: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly minutes: number;
  readonly passed: boolean;
  readonly measured: readonly string[];
};

const HEAD = `# Endurance

Long runs, which are not part of \`npm test\`. Written by \`npm run endurance\` from what the workspace and the database say
afterwards; \`npm run endurance -- kills\` runs one file and leaves the others' sections as they are. The short forms, and
every other fault, stand in [reliability.md](reliability.md).
`;

/** The page with these runs in place of their older ones. */
export function endurancePage(page: string, runs: readonly Run[]): string {
  const [, ...before] = page.split(/^## /m);
  const older = new Map(before.map((section) => [section.split("\n", 1)[0] ?? "", section]));
  const newer = new Map(runs.map((run) => [titleOf(run), sectionOf(run)]));
  const sections = [...new Map([...older, ...newer])].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return [HEAD, ...sections.map(([, section]) => `## ${section.trimEnd()}\n`)].join("\n");
}

function sectionOf(run: Run): string {
  const { file, date, minutes, passed, measured } = run;
  const lines = [
    `run: ${date}, ${minutes.toFixed(1)} minutes, ${passed ? "passed" : "FAILED"}`,
    ...measured,
  ];
  const list = lines.map((line) => `- ${line}`).join("\n");
  return `${titleOf(run)}\n\n${list}\n\nThe test: [${file}](../${file}).\n`;
}

function titleOf({ name }: Run): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
