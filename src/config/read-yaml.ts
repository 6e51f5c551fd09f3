import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { type Finding, formatPath, type KeyPath } from "#domain/finding.ts";

/** More than any sensible file needs; nested aliases would otherwise grow without end. */
const MAX_ALIASES = 100;

const FIXES: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: "put a pattern in single quotes, or write \\\\ for \\",
  BAD_SCALAR_START: "put the value in quotes",
  DUPLICATE_KEY: "keep one of them",
  MULTIPLE_DOCS: "keep one document, without a second ---",
  TAB_AS_INDENT: "indent with spaces",
};

export type YamlFile =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** The line of a key, or of the closest one above it that the file has. */
      readonly lineOf: (path: KeyPath) => number;
    }
  | { readonly ok: false; readonly findings: readonly Finding[] };

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
  const value = expand(document);
  if (typeof value === "string") return refuse(value);
  return { ok: true, ...value, lineOf: (path) => lines.linePos(offsetOf(path, document)).line };
}

type Placed = Omit<Finding, "line"> & { readonly at: number };

function explain(error: YAMLError, document: Document.Parsed, text: string): Placed {
  const [at] = error.pos;
  const twice = error.code === "DUPLICATE_KEY";
  const path = twice ? pathOfKeyAt(at, document) : "";
  const message = twice
    ? `the key ${/^[^\s:]+/.exec(text.slice(at))?.[0] ?? ""} stands twice`
    : error.message;
  const fix = FIXES[error.code] ?? "correct the YAML near this line";
  return { level: "error", path, at, message, fix };
}

function pathOfKeyAt(offset: number, document: Document.Parsed): string {
  let found = "";
  visit(document, {
    Pair(_, pair, ancestors) {
      if (!isScalar(pair.key) || pair.key.range?.[0] !== offset) return undefined;
      found = formatPath(pathThrough([...ancestors, pair]));
      return visit.BREAK;
    },
  });
  return found;
}

function pathThrough(nodes: readonly (Document | Node | Pair)[]): KeyPath {
  return nodes.flatMap((node, index): KeyPath => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const next = nodes[index + 1];
    return isSeq(node) && next !== undefined ? [node.items.indexOf(next)] : [];
  });
}

/** What YAML allows and no configuration can mean: things inside themselves, and JavaScript's prototype. */
function findTraps(document: Document.Parsed): readonly Placed[] {
  const traps: Placed[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const message = whyUnusable(alias, document, ancestors);
      if (message === null) return;
      const fix = "write it out, or name an &anchor that stands earlier in the file";
      traps.push({
        level: "error",
        path: formatPath(pathThrough([...ancestors, alias])),
        at: startOf(alias),
        message,
        fix,
      });
    },
    Scalar(key, scalar, ancestors) {
      if (key !== "key" || scalar.value !== "__proto__") return;
      const path = formatPath(pathThrough(ancestors));
      const message = "the key __proto__ cannot be used";
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
  ancestors: readonly (Document | Node | Pair)[],
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

function refuse(message: string): YamlFile {
  const fix = `use fewer than ${MAX_ALIASES} aliases, and none inside others`;
  return { ok: false, findings: [{ level: "error", path: "", line: null, message, fix }] };
}

function offsetOf(path: KeyPath, document: Document.Parsed): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const child = childOf(isAlias(node) ? node.resolve(document) : node, step);
    if (child === null) return offset;
    ({ offset } = child);
    node = child.node;
  }
  return offset;
}

function childOf(
  node: unknown,
  step: string | number,
): { readonly node: unknown; readonly offset: number } | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
    return isNode(pair?.key) ? { node: pair.value, offset: startOf(pair.key) } : null;
  }
  const item = isSeq(node) && typeof step === "number" ? node.items[step] : undefined;
  return isNode(item) ? { node: item, offset: startOf(item) } : null;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
