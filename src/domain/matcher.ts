import { RE2JS } from "re2js";
import { z } from "zod";

const OPERATOR = /^\s*([^=!~<>\s]+)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s;
const MAX_PATTERN = 512;
const MAX_INPUT = 4096;

export type Matcher = {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
  readonly matches: (value: string) => boolean;
};

/** An Alertmanager matcher such as `severity="critical"` or `job=~"api|web"`; patterns are RE2, so none can hang. */
export const Matcher = z.string().transform((text, context): Matcher => {
  const matcher = parseMatcher(text);
  if (typeof matcher !== "string") return matcher;
  context.addIssue({ code: "custom", message: matcher });
  return z.NEVER;
});

/** Whether all matchers hold; a label that is missing counts as empty, as in Alertmanager. */
export function matchesAll(
  matchers: readonly Matcher[],
  labels: Readonly<Record<string, string>>,
): boolean {
  return matchers.every((matcher) => matcher.matches(labelOf(labels, matcher.label)));
}

/** A label's value, or the empty string; never a property that objects inherit. */
export function labelOf(labels: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? "") : "";
}

function parseMatcher(text: string): Matcher | string {
  const [, label, operator, raw] = OPERATOR.exec(text) ?? [];
  if (label === undefined || raw === undefined || !isOperator(operator)) {
    return 'write a matcher as name="value", name!="value", name=~"pattern" or name!~"pattern"';
  }
  const value = unquote(raw);
  const test = operator === "=" || operator === "!=" ? equals(value) : matchesPattern(value);
  if (typeof test === "string") return test;
  const wanted = operator === "=" || operator === "=~";
  return { label, operator, value, matches: (given) => test(given) === wanted };
}

function isOperator(text: string | undefined): text is Matcher["operator"] {
  return text === "=" || text === "!=" || text === "=~" || text === "!~";
}

function equals(value: string): (given: string) => boolean {
  return (given) => given === value;
}

/** The whole value must match, as in Alertmanager; a sentence when the pattern cannot be used. */
function matchesPattern(value: string): ((given: string) => boolean) | string {
  if (value.length > MAX_PATTERN) return `keep the pattern under ${MAX_PATTERN} characters`;
  const pattern = compile(value);
  if (typeof pattern === "string") return `the pattern is not valid RE2: ${pattern}`;
  return (given) => pattern.matches(given.slice(0, MAX_INPUT));
}

function compile(value: string): RE2JS | string {
  try {
    return RE2JS.compile(value, RE2JS.DOTALL);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unquote(raw: string): string {
  const inner = /^"(.*)"$/s.exec(raw)?.[1];
  if (inner === undefined) return raw;
  return inner.replaceAll(/\\(["\\n])/g, (_, escaped: string) =>
    escaped === "n" ? "\n" : escaped,
  );
}
