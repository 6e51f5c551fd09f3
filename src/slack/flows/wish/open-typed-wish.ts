import type { Desk } from "#slack/flows/desk/desk.ts";
import type { OncallCall } from "#slack/flows/oncall/flow.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readTypedWish } from "./typed-wish.ts";
import { openWish } from "./wish-flow.ts";
import type { WishKind } from "./wish.ts";

/** Somebody typed a wish, or a part of one. */
export async function openTypedWish(
  desk: Desk,
  call: OncallCall,
  kind: WishKind,
): Promise<Message | null> {
  const typed = await readTypedWish(desk, call, kind);
  return typed.kind === "told" ? typed.answer : await openWish(desk, call, typed.wish);
}
