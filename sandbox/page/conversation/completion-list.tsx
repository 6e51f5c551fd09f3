import type { VNode } from "preact";
import { type Completing, optionId } from "./use-completion.ts";

/** The focus stays in the text field, which names the chosen one. */
export function CompletionList({ completion }: { readonly completion: Completing }): VNode | null {
  const { listId, found, chosen, choose } = completion;
  if (found.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A <select> would take the focus.
    <div id={listId} class="completions" role="listbox" aria-label="Suggestions">
      {found.map((one, index) => (
        <div
          key={one.id}
          id={optionId(listId, index)}
          class="completion"
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Belongs to the list above.
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            choose(one);
          }}
        >
          <strong>{one.label}</strong> <span class="quiet">{one.hint}</span>
        </div>
      ))}
    </div>
  );
}
