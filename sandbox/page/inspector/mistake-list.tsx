import type { VNode } from "preact";
import { showPart } from "./json-tree.tsx";
import type { Mistake } from "./mistakes.ts";

/** What the validator found, in its own words. */
export function MistakeList({ mistakes }: { readonly mistakes: readonly Mistake[] }): VNode {
  return (
    <section class="mistakes" aria-label="Validation errors">
      <h4>Validation errors</h4>
      <ul>
        {mistakes.map(({ pointer, message }) => (
          <li key={`${pointer} ${message}`}>
            {message}{" "}
            {pointer !== "" && (
              <button type="button" class="mistake-pointer" onClick={() => showPart(pointer)}>
                {pointer}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
