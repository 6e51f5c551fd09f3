import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Template } from "#domain/configuration/postmortem-template.ts";
import { SUMMARY_SECTION } from "#domain/postmortem/prose.ts";
import { compile, type Compiled, once, problemOf, type TemplateProblem } from "./compile.ts";
import { SAMPLE } from "./sample-facts.ts";
import { VARIABLES } from "./variable-list.ts";
import { variablesOf } from "./variables.ts";

/** What is wrong with a template: it is read, and tried with an incident that has one of everything. */
export function checkTemplate(template: Template): readonly TemplateProblem[] {
  const compiling = compile(template);
  if (!compiling.ok) return [compiling.problem];
  const { compiled } = compiling;
  const unknown = unknownVariables(compiled);
  const tried = unknown.length > 0 ? [] : tryOut(compiled);
  return [...unknown, ...tried, ...noSummary(compiled)];
}

function unknownVariables({ named }: Compiled): readonly TemplateProblem[] {
  const roots = new Set(Object.keys(VARIABLES).map((path) => path.replace(/[.[].*/, "")));
  return named.flatMap(({ path, line }) => {
    const [root = "", field] = path;
    if (!roots.has(root)) return [noVariable(root, line, roots)];
    const fields = fieldsOf(root);
    if (field === undefined || fields.length === 0 || fields.includes(`${root}.${field}`))
      return [];
    return [noVariable(`${root}.${field}`, line, fields)];
  });
}

/** Those of a thing; of a list it is the loop that names them. */
function fieldsOf(root: string): readonly string[] {
  return Object.keys(VARIABLES).filter((path) => path.startsWith(`${root}.`));
}

function noVariable(name: string, line: number, known: Iterable<string>): TemplateProblem {
  const guess = closestName(name, known);
  const fix = guess === null ? "docs/postmortems.md lists what there is" : `did you mean ${guess}?`;
  return { line, message: `there is no variable ${name}; ${fix}` };
}

function tryOut({ render }: Compiled): readonly TemplateProblem[] {
  const variables = variablesOf({ facts: SAMPLE, zone: "UTC" });
  try {
    render(variables, { draw: once(() => ""), isStrict: true });
    return [];
  } catch (error) {
    return [problemOf(error)];
  }
}

function noSummary({ sections }: Compiled): readonly TemplateProblem[] {
  if (sections.some(({ id, prose }) => prose && id === SUMMARY_SECTION)) return [];
  const example = `{% prose "${SUMMARY_SECTION}", "Summary", "What happened?" %}`;
  return [{ line: null, message: `nothing is published without a summary: add ${example}` }];
}
