import { unreadable } from "./refusal.ts";

export type Token = {
  readonly kind: "number" | "word" | "text" | "range" | "sign" | "end";
  readonly text: string;
  /** Where in the query it stands. */
  readonly at: number;
};

const SHAPES =
  /(?<space>\s+)|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(?<word>[a-z_:][\w:]*)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\[\s*(?<range>[0-9smhdw]+)\s*\]|(?<sign>=~|!~|!=|==|>=|<=|[-+*/<>=(){},])/iy;

/** The words of a query, in order; the last one is its end. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    SHAPES.lastIndex = at;
    const found = SHAPES.exec(query);
    if (found === null) throw unreadable(query, at, `unexpected character: '${query[at]}'`);
    const token = tokenIn(found.groups ?? {}, at);
    if (token !== null) tokens.push(token);
    at = SHAPES.lastIndex;
  }
  return [...tokens, { kind: "end", text: "end of input", at }];
}

/** Null for space. */
function tokenIn(groups: Readonly<Record<string, string | undefined>>, at: number): Token | null {
  for (const kind of ["number", "word", "text", "range", "sign"] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text, at };
  }
  return null;
}
