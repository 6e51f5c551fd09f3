import { type QueryRefusal, unreadable } from "./refusal.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Goes through a query, one word after the other. */
export type Reader = {
  readonly peek: () => Token;
  readonly next: () => Token;
  /** Takes the next one if it is this. */
  readonly takes: (text: string) => boolean;
  readonly expect: (text: string) => void;
  /** The next one, which must be a name. */
  readonly word: () => string;
  readonly unexpected: (token?: Token) => QueryRefusal;
  readonly refuse: (why: string, token?: Token) => QueryRefusal;
};

export function createReader(query: string): Reader {
  const tokens = tokensOf(query);
  const end: Token = { kind: "end", text: "end of input", at: query.length };
  let place = 0;

  function peek(): Token {
    return tokens[place] ?? end;
  }
  function next(): Token {
    const token = peek();
    place += 1;
    return token;
  }
  function takes(text: string): boolean {
    const found = peek();
    if (found.text !== text || (found.kind !== "sign" && found.kind !== "word")) return false;
    place += 1;
    return true;
  }
  function refuse(why: string, { at } = peek()): QueryRefusal {
    return unreadable(query, at, why);
  }
  function unexpected(token = peek()): QueryRefusal {
    return refuse(`unexpected ${token.kind === "end" ? token.text : `"${token.text}"`}`, token);
  }
  function expect(text: string): void {
    if (!takes(text)) throw unexpected();
  }
  return {
    peek,
    next,
    takes,
    expect,
    unexpected,
    refuse,
    word: () => {
      const token = next();
      if (token.kind !== "word") throw unexpected(token);
      return token.text;
    },
  };
}

/** Items with commas between them, up to what ends them. */
export function listUntil<Item>(
  { takes, expect }: Reader,
  closing: string,
  item: () => Item,
): readonly Item[] {
  const items: Item[] = [];
  while (!takes(closing)) {
    items.push(item());
    if (takes(",")) continue;
    expect(closing);
    break;
  }
  return items;
}
