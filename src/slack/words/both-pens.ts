import type { types } from "@slack/bolt";
import { message, section, type Message } from "./blocks.ts";
import { IN_BLOCK, IN_NOTICE, type Pen } from "./mrkdwn.ts";

/** A section for each group of lines. Blocks show times by the reader's own clock, notifications cannot. */
export function inBothPens(
  groups: (pen: Pen) => readonly (readonly string[])[],
  more: readonly types.KnownBlock[] = [],
): Message {
  const sections = groups(IN_BLOCK).map((lines) => section(...lines));
  return message(groups(IN_NOTICE).flat().join("\n"), [...sections, ...more]);
}
