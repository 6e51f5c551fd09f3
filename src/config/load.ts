import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { DateTime } from "luxon";
import { checkConfiguration, type Known } from "#domain/check/check-configuration.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import {
  type Finding,
  formatPath,
  type KeyPath,
  type Problem,
} from "#domain/configuration/finding.ts";
import { ownObjective } from "#domain/configuration/objectives-configuration.ts";
import { explainIssues } from "./explain-issues.ts";
import { type ObjectiveFiles, readObjectives, twin } from "./objectives/read-objectives.ts";
import { readRunbooks, type RunbookFolder } from "./read-runbooks.ts";
import { NO_TEMPLATES, readTemplates, type TemplateFiles } from "./read-templates.ts";
import { readYaml } from "./read-yaml.ts";

const NO_OBJECTIVES: ObjectiveFiles = { objectives: [], findings: [] };
const SHIPPED_RUNBOOKS = join(import.meta.dirname, "..", "..", "runbooks");

export type Parsed =
  | {
      readonly ok: true;
      readonly configuration: Configuration;
      readonly warnings: readonly Finding[];
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** A configuration with the runbooks, objectives and templates that go with it, or what is wrong with it. */
export type Loaded = Parsed & {
  readonly objectives: ObjectiveFiles;
  readonly runbooks: RunbookFolder;
  /** Read, not yet understood: that is for whoever writes documents. */
  readonly templates: TemplateFiles;
  /** What stands in the file; empty when it cannot be read. */
  readonly text: string;
};

/** From the text of muster.yaml to a configuration that can be trusted, or to everything that is wrong with it. */
export function parseConfiguration(text: string, known: Known = { runbooks: null }): Parsed {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml;
  const parsed = Configuration.safeParse(yaml.value);
  const problems = parsed.success
    ? checkConfiguration(parsed.data, known)
    : explainIssues(parsed.error.issues, yaml.value);
  const findings = locate(problems, yaml.lineOf);
  if (!parsed.success || findings.some(({ level }) => level === "error")) {
    return { ok: false, findings };
  }
  return { ok: true, configuration: parsed.data, warnings: findings };
}

/**
 * Reads the file with the runbooks; whatever it holds, the answer is a value. With `now` it is also looked for gaps
 * in the schedules as they are written, which are not those in force.
 */
export async function loadConfiguration(path: string, now?: DateTime): Promise<Loaded> {
  const runbooks = await readRunbooks(runbookFolder(path));
  try {
    const text = await readFile(path, "utf8");
    const parsed = parseConfiguration(text, { runbooks: slugsOf(runbooks), now });
    const objectives = parsed.ok ? await objectivesOf(path, parsed.configuration) : NO_OBJECTIVES;
    const templates = parsed.ok ? await readTemplates(path, parsed.configuration) : NO_TEMPLATES;
    return { ...parsed, runbooks, objectives, templates, text };
  } catch (error) {
    return {
      ok: false,
      findings: [unreadable(path, error)],
      runbooks,
      objectives: NO_OBJECTIVES,
      templates: NO_TEMPLATES,
      text: "",
    };
  }
}

/** Those that the file holds, and those in files that it names. */
async function objectivesOf(
  path: string,
  { slos, sloFiles }: Configuration,
): Promise<ObjectiveFiles> {
  const own = [...slos.values()].map(ownObjective);
  const places = sloFiles.map((place) => resolve(dirname(path), place));
  const { objectives, findings } = await readObjectives(places);
  const ids = new Set(objectives.map(({ id }) => id));
  const twins = own
    .filter(({ id }) => ids.has(id))
    .map(({ id, name }) => ({ ...twin(id), file: path, path: `slos.${name}`, line: null }));
  return { objectives: [...own, ...objectives], findings: [...findings, ...twins] };
}

/** What the file alone says, as it once was: the runbooks beside it may be others by now, or nowhere near. */
export async function loadFormer(path: string): Promise<Parsed> {
  try {
    return parseConfiguration(await readFile(path, "utf8"));
  } catch (error) {
    return { ok: false, findings: [unreadable(path, error)] };
  }
}

/** Where the runbooks are: beside the configuration, else the ones that Muster ships. */
export function runbookFolder(path: string): string {
  const beside = join(dirname(path), "runbooks");
  return existsSync(beside) ? beside : SHIPPED_RUNBOOKS;
}

/** A page that cannot be read is a problem of its own, not one of the service that names it. */
function slugsOf({ runbooks, problems }: RunbookFolder): ReadonlySet<string> {
  const broken = problems.map(({ file }) => basename(file, ".md"));
  return new Set([...runbooks.map(({ slug }) => slug), ...broken]);
}

function locate(
  problems: readonly Problem[],
  lineOf: (path: KeyPath) => number,
): readonly Finding[] {
  return problems
    .map(({ path, ...words }) => ({ ...words, path: formatPath(path), line: lineOf(path) }))
    .toSorted((a, b) => a.line - b.line);
}

function unreadable(path: string, error: unknown): Finding {
  const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
  const message = missing
    ? `there is no file ${path}`
    : `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  const fix = missing
    ? "copy muster.example.yaml to it and edit that, or name another file with --config or MUSTER_CONFIG"
    : "make it a file that this user may read";
  return { level: "error", path: "", line: null, message, fix };
}
