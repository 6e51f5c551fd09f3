import type { ComponentChildren, VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { isLong } from "./folding.ts";

type Props = {
  readonly text: string;
  /** The app wants to have it shown whole. */
  readonly isWhole?: boolean;
  readonly children: ComponentChildren;
};

/** Shows the first lines of a long text, and the rest on demand. */
export function Folded({ text, isWhole = false, children }: Props): VNode {
  const id = useId();
  const [isShown, setShown] = useState(false);
  if (isWhole || !isLong(text)) return <div>{children}</div>;
  return (
    <div>
      <div
        id={id}
        class={isShown ? undefined : "folded"}
        // The keyboard may reach a link in the hidden part.
        onFocusIn={({ target }) => {
          if (target instanceof Element && target.matches(":focus-visible")) setShown(true);
        }}
      >
        {children}
      </div>
      <button
        type="button"
        class="fold-button"
        aria-expanded={isShown}
        aria-controls={id}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? "Show less" : "Show more"}
      </button>
    </div>
  );
}
