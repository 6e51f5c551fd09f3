import type { VNode } from "preact";
import { decoded } from "./entities.ts";
import { MrkdwnNodes } from "./mrkdwn-nodes.tsx";
import { splitEmoji } from "./split-emoji.ts";

type Props = {
  readonly text: string;
  /** Names of emoji between colons become emoji. */
  readonly emoji?: boolean;
};

/** A text in which nothing but emoji is marked up. */
export function PlainText({ text, emoji = true }: Props): VNode {
  const shown = decoded(text);
  return <span class="text">{emoji ? <MrkdwnNodes nodes={splitEmoji(shown)} /> : shown}</span>;
}
