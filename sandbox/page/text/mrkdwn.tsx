import type { VNode } from "preact";

type Props = { readonly text: string; readonly verbatim?: boolean };

/** A text in Slack's mrkdwn. */
export function Mrkdwn({ text }: Props): VNode {
  return <span class="text">{text}</span>;
}
