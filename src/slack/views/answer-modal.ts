import type { types } from "@slack/bolt";
import { plain, section, type Message } from "#slack/words/blocks.ts";

/** An answer to read, where there is no channel for it. */
export function renderAnswer(title: string, { text, blocks }: Message): types.ModalView {
  return {
    type: "modal",
    title: plain(title, 24),
    close: plain("Close", 24),
    blocks: blocks.length > 0 ? [...blocks] : [section(text)],
  };
}
