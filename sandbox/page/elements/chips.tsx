import type { VNode } from "preact";
import type { Choice } from "./choices.ts";

type Props = {
  readonly chosen: readonly Choice[];
  readonly isBusy: boolean;
  readonly onRemove: (choice: Choice) => void;
};

/** What is chosen in a menu for several, each with a button that takes it back. */
export function Chips({ chosen, isBusy, onRemove }: Props): VNode | null {
  if (chosen.length === 0) return null;
  return (
    <ul class="chips" aria-label="Chosen">
      {chosen.map((choice) => (
        <li key={choice.key} class="chip">
          {choice.label}
          <button
            type="button"
            class="chip-remove"
            aria-label={`Remove ${choice.label}`}
            aria-disabled={isBusy}
            onClick={() => !isBusy && onRemove(choice)}
          >
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
