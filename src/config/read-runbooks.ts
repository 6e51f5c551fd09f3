import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { lacksSteps } from "#domain/runbook-steps.ts";
import { findRivalClaims, type Runbook, RunbookFrontMatter } from "#domain/runbook.ts";
import { Slug } from "#domain/schema.ts";

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n(.*))?$/s;
const FRONT_MATTER_HINT =
  "start the file with its front matter: a line ---, then title, services, alerts, owner and reviewed, then a line ---";

const NO_STEPS =
  "list below the heading of the mitigation what may stop the pain, one point for each step, such as `1. **Roll back.** How.`";

type RunbookProblem = { readonly file: string; readonly message: string };

export type RunbookFolder = {
  readonly runbooks: readonly Runbook[];
  readonly problems: readonly RunbookProblem[];
};

type Reading = { readonly runbook: Runbook } | { readonly problems: readonly RunbookProblem[] };

/** Every runbook of a folder that can be read, and what is wrong with the others. */
export async function readRunbooks(folder: string): Promise<RunbookFolder> {
  const listing = await listMarkdown(folder);
  if ("problems" in listing) return { runbooks: [], problems: listing.problems };
  const readings = await Promise.all(listing.files.map(readRunbook));
  const runbooks = readings.flatMap((reading) => ("runbook" in reading ? [reading.runbook] : []));
  const problems = readings.flatMap((reading) => ("problems" in reading ? reading.problems : []));
  return {
    runbooks,
    problems: [...problems, ...rivals(folder, runbooks), ...listless(folder, runbooks)],
  };
}

async function listMarkdown(
  folder: string,
): Promise<{ readonly files: readonly string[] } | { readonly problems: RunbookProblem[] }> {
  try {
    const names = await readdir(folder);
    const pages = names.filter((name) => name.endsWith(".md") && name !== "README.md");
    return { files: pages.toSorted().map((name) => join(folder, name)) };
  } catch (error) {
    return { problems: [problem(folder, `cannot be read: ${messageOf(error)}`)] };
  }
}

async function readRunbook(file: string): Promise<Reading> {
  try {
    return parseRunbook(file, await readFile(file, "utf8"));
  } catch (error) {
    return { problems: [problem(file, `cannot be read: ${messageOf(error)}`)] };
  }
}

function parseRunbook(file: string, text: string): Reading {
  const slug = Slug.safeParse(basename(file, ".md"));
  if (!slug.success) return { problems: issues(file, "file name", slug.error.issues) };
  const [, head, body = ""] = FRONT_MATTER.exec(text) ?? [];
  if (head === undefined) return { problems: [problem(file, FRONT_MATTER_HINT)] };
  const frontMatter = RunbookFrontMatter.safeParse(parseYaml(head));
  if (!frontMatter.success) {
    return { problems: issues(file, "front matter", frontMatter.error.issues) };
  }
  if (body.trim() === "")
    return { problems: [problem(file, "write what to do below the front matter")] };
  return { runbook: { slug: slug.data, ...frontMatter.data, body } };
}

/** The blank line stands for the opening ---, so that an error names the line of the file. */
function parseYaml(head: string): unknown {
  return parse(`\n${head}`, { logLevel: "error" });
}

function issues(
  file: string,
  whole: string,
  found: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): readonly RunbookProblem[] {
  return found.map(({ path, message }) => problem(file, `${path.join(".") || whole}: ${message}`));
}

function rivals(folder: string, runbooks: readonly Runbook[]): readonly RunbookProblem[] {
  return findRivalClaims(runbooks).map(({ slug, rival, alert }) =>
    problem(
      join(folder, `${slug}.md`),
      `alerts: ${rival}.md claims ${alert} too and is the one shown; take it out of one of them`,
    ),
  );
}

/** Such a page is shown all the same; only its mitigation cannot be offered step by step. */
function listless(folder: string, runbooks: readonly Runbook[]): readonly RunbookProblem[] {
  return runbooks
    .filter(lacksSteps)
    .map(({ slug }) => problem(join(folder, `${slug}.md`), NO_STEPS));
}

function problem(file: string, message: string): RunbookProblem {
  return { file, message };
}

/** The first line says what; what follows in a YAML error is a drawing for terminals. */
function messageOf(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line.replace(/:$/, "");
}
