import type { z } from "zod";
import type { KeyPath, Problem } from "#domain/configuration/finding.ts";
import {
  missingKey,
  show,
  unknownKey,
  unusable,
  type Words,
  wrongFile,
  wrongSize,
  wrongType,
  wrongWord,
} from "./issue-words.ts";
import { configurationSchema, formsOf, type KeySchema, keysOf, schemaBelow } from "./key-schema.ts";

type Issue = z.core.$ZodIssue;
type Issues = readonly Issue[];

/** A part of the file, and what may stand there. */
type Part = {
  readonly path: KeyPath;
  readonly value: unknown;
  readonly schema: KeySchema | null;
  readonly root: KeySchema;
};

/** What zod found, in the words of the file: which place, which value, what to write instead. */
export function explainIssues(
  issues: Issues,
  value: unknown,
  root: KeySchema = configurationSchema(),
): readonly Problem[] {
  return issues.flatMap((issue) => explainIssue(issue, { path: [], value, schema: root, root }));
}

function explainIssue(issue: Issue, whole: Part): readonly Problem[] {
  const part = narrow(whole, issue.path);
  if (issue.code === "invalid_union") return explainUnion(issue.errors, part);
  if (issue.code !== "unrecognized_keys") return [problem(part.path, explainValue(issue, part))];
  return issue.keys.map((key) => {
    const known = keysBeside(key, part);
    return problem([...part.path, key], unknownKey(key, known));
  });
}

/** The keys of the form that was meant: one that does not have the key itself. */
function keysBeside(key: string, { schema, root }: Part): readonly string[] {
  return formsOf(schema, root)
    .map(keysOf)
    .filter((keys) => !keys.includes(key))
    .flat();
}

type ValueIssue = Exclude<Issue, { readonly code: "unrecognized_keys" | "invalid_union" }>;

function explainValue(issue: ValueIssue, part: Part): Words {
  if (part.path.length === 0) return wrongFile(part);
  if (part.value === undefined) return missingKey(nameOf(part), part);
  switch (issue.code) {
    case "invalid_type":
      return wrongType(part);
    case "invalid_value":
      return wrongWord(part, issue.values);
    case "too_small":
    case "too_big":
      return wrongSize(issue, part);
    case "invalid_key":
      return wrongName(nameOf(part), issue.issues);
    case "invalid_format":
    case "invalid_element":
    case "not_multiple_of":
      return unusable(issue.message, null, part);
    case "custom":
      return unusable(issue.message, issue.params?.["fix"], part);
  }
}

/** Of several forms, the one that was meant is the one whose keys fit best. */
function explainUnion(issues: readonly Issues[], part: Part): readonly Problem[] {
  const forms = formsOf(part.schema, part.root).map((schema, index) => {
    const own = issues[index] ?? [];
    return { schema, issues: own, misfits: own.filter((issue) => isMisfit(issue, part)).length };
  });
  const fewest = Math.min(...forms.map(({ misfits }) => misfits));
  const [meant, ...others] = forms.filter(({ misfits }) => misfits === fewest);
  if (meant === undefined || others.length > 0) return [problem(part.path, noForm(part))];
  return meant.issues.flatMap((issue) => explainIssue(issue, { ...part, schema: meant.schema }));
}

/** Whether the issue is about which keys there are, not about what they hold. */
function isMisfit(issue: Issue, part: Part): boolean {
  return issue.code === "unrecognized_keys" || narrow(part, issue.path).value === undefined;
}

function noForm(part: Part): Words {
  const forms = formsOf(part.schema, part.root).map(({ required = [] }) => required.join(" and "));
  return { message: `${show(part)} does not fit here`, fix: `write either ${forms.join(" or ")}` };
}

function narrow(whole: Part, steps: readonly PropertyKey[]): Part {
  const path = steps.map((step) => (typeof step === "number" ? step : String(step)));
  return {
    path: [...whole.path, ...path],
    value: path.reduce(childOf, whole.value),
    schema: schemaBelow(whole.schema, path, whole.root),
    root: whole.root,
  };
}

function childOf(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, step)?.value;
}

function nameOf({ path }: Part): string {
  return String(path.at(-1) ?? "the file");
}

function wrongName(name: string, issues: Issues): Words {
  const fix = issues.map(({ message }) => message).join("; ");
  return { message: `the name ${JSON.stringify(name)} cannot be used`, fix };
}

function problem(path: KeyPath, words: Words): Problem {
  return { level: "error", path, ...words };
}
