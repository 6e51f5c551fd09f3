import type { ComponentChildren, VNode } from "preact";
import type { KeptPlace } from "./use-kept-place.ts";

type Props = {
  readonly label: string;
  readonly kept: KeptPlace;
  readonly children: ComponentChildren;
  /** What floats at the lower edge. */
  readonly above?: ComponentChildren;
};

/** Messages in a box of their own, which the keyboard scrolls too. */
export function Scroller({ label, kept, children, above }: Props): VNode {
  return (
    <div
      class="message-scroller"
      ref={kept.scroller}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must take the focus.
      tabIndex={0}
      role="log"
      aria-label={label}
    >
      <div class="message-list" ref={kept.content}>
        {children}
      </div>
      {above}
    </div>
  );
}
