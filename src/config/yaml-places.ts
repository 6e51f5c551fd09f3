import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
} from "yaml";
import { formatPath, type KeyPath } from "#domain/configuration/finding.ts";

export type YamlNode = Document | Node | Pair;

/** The path that leads through these nodes, from the document down. */
export function pathThrough(nodes: readonly YamlNode[]): string {
  const path = nodes.flatMap((node, index): KeyPath => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const next = nodes[index + 1];
    return isSeq(node) && next !== undefined ? [node.items.indexOf(next)] : [];
  });
  return formatPath(path);
}

/** The path of the key that starts here; empty when none does. */
export function pathOfKeyAt(offset: number, document: Document.Parsed): string {
  let found = "";
  visit(document, {
    Pair(_, pair, ancestors) {
      if (!isScalar(pair.key) || pair.key.range?.[0] !== offset) return undefined;
      found = pathThrough([...ancestors, pair]);
      return visit.BREAK;
    },
  });
  return found;
}

/** Where a key or entry starts, or the closest one above it that the file has. */
export function offsetOf(path: KeyPath, document: Document.Parsed): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const child = childOf(isAlias(node) ? node.resolve(document) : node, step);
    if (child === null) return offset;
    ({ offset, node } = child);
  }
  return offset;
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
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
