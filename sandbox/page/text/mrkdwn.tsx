import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { MrkdwnNodes } from "./mrkdwn-nodes.tsx";
import { parseMrkdwn } from "./parse-mrkdwn.ts";

type Props = {
  readonly text: string;
  /** Addresses that nobody marked as links stay text. */
  readonly verbatim?: boolean;
};

/** A text in Slack's mrkdwn. */
export function Mrkdwn({ text, verbatim = false }: Props): VNode {
  const nodes = useMemo(() => parseMrkdwn(text, verbatim), [text, verbatim]);
  return (
    <div class="text">
      <MrkdwnNodes nodes={nodes} />
    </div>
  );
}
