import type { VNode } from "preact";

/** One of everything that a Slack app can show. */
export function Reference(): VNode {
  return (
    <section class="reference">
      <h1>One of everything</h1>
    </section>
  );
}
