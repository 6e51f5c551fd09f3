import type { ComponentChildren, VNode } from "preact";

type Props = {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children: ComponentChildren;
};

/** A part of the panel that can be folded away. */
export function Folding({ title, note, children }: Props): VNode {
  return (
    <details class="story-part" open>
      <summary>
        <h3>{title}</h3>
        {note !== undefined && <span class="story-note">{note}</span>}
      </summary>
      {children}
    </details>
  );
}
