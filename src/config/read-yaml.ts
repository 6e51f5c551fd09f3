import { type Alias, type Document, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import type { Finding, KeyPath } from "#domain/configuration/finding.ts";
import { offsetOf, pathOfKeyAt, pathThrough, startOf, type YamlNode } from "./yaml-places.ts";

/** More than any sensible file needs; nested aliases would otherwise grow without end. */
const MAX_ALIASES = 100;

/** Our words for what the parser says to programmers. */
const WORDS: Readonly<Record<string, { readonly message?: string; readonly fix: string }>> = {
  BAD_DQ_ESCAPE: { fix: "put a pattern in single quotes, or write \\\\ for \\" },
  BAD_SCALAR_START: { fix: "put the value in quotes" },
  MULTIPLE_DOCS: {
    message: "the file holds a second document",
    fix: "keep one, without a second ---",
  },
  TAB_AS_INDENT: { fix: "indent with spaces" },
  TAG_RESOLVE_FAILED: { fix: "take the tag out; nothing here needs one" },
};
const OTHERWISE = { fix: "correct the YAML near this line" };

export type YamlFile =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The line of a key, or of the closest one above it that the file has. */
      readonly lineOf: (path: KeyPath) => number;
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

type Placed = Omit<Finding, "line"> & { readonly at: number };

/** Reads YAML that people wrote; what they got wrong has its line. */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  });
  const findings = [
    ...[...document.errors, ...document.warnings].map((error) => explain(error, document, text)),
    ...findTraps(document),
  ].map(({ at, ...finding }) => ({ ...finding, line: lines.linePos(at).line }));
  if (findings.length > 0) return { ok: false, findings };
  const expanded = expand(document);
  if (typeof expanded === "string") return tooManyAliases(expanded);
  return { ok: true, ...expanded, lineOf: (path) => lines.linePos(offsetOf(path, document)).line };
}

function explain(error: YAMLError, document: Document.Parsed, text: string): Placed {
  const [at] = error.pos;
  if (error.code === "DUPLICATE_KEY") {
    const message = `the key ${/^[^\s:]+/.exec(text.slice(at))?.[0] ?? ""} stands twice`;
    const path = pathOfKeyAt(at, document);
    return { level: "error", path, at, message, fix: "keep one of them" };
  }
  return {
    level: "error",
    path: "",
    at,
    message: error.message,
    ...(WORDS[error.code] ?? OTHERWISE),
  };
}

/** What YAML allows and no configuration can mean: things inside themselves, and JavaScript's prototype. */
function findTraps(document: Document.Parsed): readonly Placed[] {
  const traps: Placed[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const message = whyUnusable(alias, document, ancestors);
      if (message === null) return;
      const fix = "write it out, or name an &anchor that stands earlier in the file";
      const path = pathThrough([...ancestors, alias]);
      traps.push({ level: "error", path, at: startOf(alias), message, fix });
    },
    Scalar(role, scalar, ancestors) {
      if (role !== "key" || scalar.value !== "__proto__") return;
      const message = "the key __proto__ cannot be used";
      const path = pathThrough(ancestors);
      traps.push({
        level: "error",
        path,
        at: startOf(scalar),
        message,
        fix: "choose another name",
      });
    },
  });
  return traps;
}

function whyUnusable(
  alias: Alias,
  document: Document.Parsed,
  ancestors: readonly YamlNode[],
): string | null {
  const target = alias.resolve(document);
  if (target === undefined) return `there is no &${alias.source} before *${alias.source}`;
  return ancestors.includes(target) ? `*${alias.source} contains itself` : null;
}

function expand(document: Document.Parsed): { readonly value: unknown } | string {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function tooManyAliases(message: string): YamlFile {
  const fix = `use fewer than ${MAX_ALIASES} aliases, and none inside others`;
  return { ok: false, findings: [{ level: "error", path: "", line: null, message, fix }] };
}
