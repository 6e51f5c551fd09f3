import type { VNode } from "preact";
import type { Json } from "#sandbox/json.ts";

type Props = {
  readonly type: string;
  readonly json: Json;
  /** What went wrong, when it should have been drawn. */
  readonly problem?: string | undefined;
};

/** In place of what this page cannot draw: never nothing. */
export function NotDrawn({ type, json, problem }: Props): VNode {
  return (
    <div class="not-drawn" data-not-drawn={type}>
      <p class="not-drawn-words">
        {problem === undefined
          ? `This sandbox does not draw “${type}”.`
          : `This sandbox failed to draw “${type}”: ${problem}`}
      </p>
      <details>
        <summary>JSON</summary>
        <pre class="not-drawn-json">{JSON.stringify(json, null, 2)}</pre>
      </details>
    </div>
  );
}
