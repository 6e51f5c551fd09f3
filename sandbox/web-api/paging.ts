import { SlackError } from "#sandbox/workspace/slack-error.ts";

export type Page<Item> = { readonly items: readonly Item[]; readonly next: string };

type Paging<Item> = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly max?: number;
  readonly keyOf: (item: Item) => string;
};

/** The cursor names the first item of the next page, so new items do not shift it. */
export function pageOf<Item>(all: readonly Item[], paging: Paging<Item>): Page<Item> {
  const { limit = 100, cursor = "", max = 1000, keyOf } = paging;
  const size = Math.min(Math.max(limit, 1), max);
  const start = cursor === "" ? 0 : positionOf(all, cursor, keyOf);
  const following = all[start + size];
  return {
    items: all.slice(start, start + size),
    next: following === undefined ? "" : encode(keyOf(following)),
  };
}

function positionOf<Item>(
  all: readonly Item[],
  cursor: string,
  keyOf: (item: Item) => string,
): number {
  const position = all.findIndex((item) => encode(keyOf(item)) === cursor);
  if (position === -1) throw new SlackError("invalid_cursor");
  return position;
}

function encode(key: string): string {
  return Buffer.from(`next:${key}`).toString("base64");
}
