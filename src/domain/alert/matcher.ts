import { RE2JS } from "re2js";
import { z } from "zod";

const MATCHER = /^\s*([^=!~<>\s]+)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s;
/** Without quotes, as Alertmanager allows; what starts with a sign or holds a quote is a slip. */
const BARE = /^(?![=~'])[^"]*$/s;
const MAX_PATTERN = 512;
const MAX_INPUT = 4096;

export type Matcher = {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
  readonly matches: (value: string) => boolean;
};

/** An Alertmanager matcher such as `severity="critical"` or `job=~"api|web"`; patterns are RE2, so none can hang. */
export const Matcher = z
  .string()
  .transform((text, context): Matcher => {
    const matcher = parseMatcher(text);
    if (!("fix" in matcher)) return matcher;
    const { message, fix } = matcher;
    context.addIssue({ code: "custom", message, params: { fix } });
    return z.NEVER;
  })
  .meta({ title: "matcher" });

/** Why a matcher cannot be used, and what to write instead. */
type Refusal = { readonly message: string; readonly fix: string };

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

function parseMatcher(text: string): Matcher | Refusal {
  const [, label, operator, raw] = MATCHER.exec(text) ?? [];
  const value = raw === undefined ? null : unquote(raw);
  if (label === undefined || value === null || !isOperator(operator)) {
    const fix = 'write name="value", name!="value", name=~"pattern" or name!~"pattern"';
    return { message: "it is not a matcher", fix };
  }
  const test = operator === "=" || operator === "!=" ? equals(value) : matchesPattern(value);
  if (typeof test !== "function") return test;
  const wanted = operator === "=" || operator === "=~";
  return { label, operator, value, matches: (given) => test(given) === wanted };
}

function isOperator(text: string | undefined): text is Matcher["operator"] {
  return text === "=" || text === "!=" || text === "=~" || text === "!~";
}

function equals(value: string): (given: string) => boolean {
  return (given) => given === value;
}

/** The whole value must match, as in Alertmanager. */
function matchesPattern(value: string): ((given: string) => boolean) | Refusal {
  if (value.length > MAX_PATTERN) {
    return { message: "the pattern is too long", fix: `keep it under ${MAX_PATTERN} characters` };
  }
  const pattern = compile(value);
  if (typeof pattern === "string") {
    const fix = "correct the pattern; RE2 has no look-around and no back-references";
    return { message: `the pattern is not valid RE2 (${pattern})`, fix };
  }
  return (given) => pattern.matches(given.slice(0, MAX_INPUT));
}

function compile(value: string): RE2JS | string {
  try {
    return RE2JS.compile(value, RE2JS.DOTALL);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return reason.replace("error parsing regexp: ", "").replace("(?s)", "");
  }
}

/** The value that was meant, or null when the quotes do not add up. */
function unquote(raw: string): string | null {
  const inner = QUOTED.exec(raw)?.[1];
  if (inner === undefined) return BARE.test(raw) ? raw : null;
  return inner.replaceAll(/\\(["\\n])/g, (_, escaped: string) =>
    escaped === "n" ? "\n" : escaped,
  );
}
