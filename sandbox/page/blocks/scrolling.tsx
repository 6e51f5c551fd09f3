import type { ComponentChildren, VNode } from "preact";

type Props = { readonly label: string; readonly children: ComponentChildren };

/** Something wide that scrolls sideways, with the keyboard too. */
export function Scrolling({ label, children }: Props): VNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- What scrolls must take the focus.
    <div class="scrolling" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
