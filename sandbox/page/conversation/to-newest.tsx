import type { VNode } from "preact";

type Props = { readonly hasNews: boolean; readonly onPress: () => void };

/** The way back for a reader who has gone up. */
export function ToNewest({ hasNews, onPress }: Props): VNode {
  return (
    <div class="to-newest-place">
      <button type="button" class="to-newest" onClick={onPress}>
        {hasNews ? "New messages" : "To the newest"} <span aria-hidden="true">↓</span>
      </button>
    </div>
  );
}
