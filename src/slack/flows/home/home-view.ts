import type { types } from "@slack/bolt";
import { context, section, type Message } from "#slack/words/blocks.ts";

/** Slack takes no more in one view. */
const MOST_BLOCKS = 100;

/** App Home: the answer to what was just pressed there, then one section after the other; `kept` comes with each press. */
export function renderHome(
  notice: Message | null,
  sections: readonly (readonly types.KnownBlock[])[],
  kept = "",
): types.HomeView {
  const first = notice === null ? [] : [section(notice.text)];
  const blocks = [...first, ...sections.flat()];
  if (blocks.length <= MOST_BLOCKS) return { type: "home", private_metadata: kept, blocks };
  const more = context("There is more than Slack has room for here; the commands show the rest.");
  const first99 = blocks.slice(0, MOST_BLOCKS - 1);
  return { type: "home", private_metadata: kept, blocks: [...first99, more] };
}

/** App Home of somebody who may not see what goes on; the reason says why, and whom to ask. */
export function renderClosedHome(reason: string): types.HomeView {
  return {
    type: "home",
    blocks: [section("Muster shows incidents only to those who may act on them.", reason)],
  };
}
