import type { VNode } from "preact";

type Props = {
  readonly unix: number;
  readonly tokens: string;
  readonly link?: string | undefined;
  readonly fallback: string;
};

/** A moment as the viewer's own clock shows it. */
export function SlackDate({ fallback }: Props): VNode {
  return <time>{fallback}</time>;
}
