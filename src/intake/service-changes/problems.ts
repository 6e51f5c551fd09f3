import type { z } from "zod";
import { formatPath } from "#domain/configuration/finding.ts";
import { oneLine } from "#domain/text.ts";
import type { FieldProblem, Telling } from "./told.ts";

const MOST_PROBLEMS = 20;
const FIELD_LENGTH = 100;

/** What is wrong, field by field; schemas say in their messages what to write instead. */
export function badFields(
  { issues }: z.ZodError,
  known: readonly string[] = [],
): Telling & { readonly kind: "bad" } {
  const problems = issues.flatMap((issue): readonly FieldProblem[] => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code !== "unrecognized_keys") return [problemAt(path, issue.message)];
    const fix = `leave it out: nothing of that name is known; there are ${known.join(", ")}`;
    return issue.keys.map((key) => problemAt([...path, key], fix));
  });
  return bad(problems);
}

/** The first of them: whoever has put those right is told of the others. */
export function bad(problems: readonly FieldProblem[]): Telling & { readonly kind: "bad" } {
  return { kind: "bad", problems: problems.slice(0, MOST_PROBLEMS) };
}

function problemAt(path: readonly (string | number)[], fix: string): FieldProblem {
  return { field: oneLine(formatPath(path), FIELD_LENGTH) || "the body", fix };
}
