import type { VNode } from "preact";

/** The traffic between the bot and the workspace. */
export function Inspector(): VNode {
  return <h2>Traffic</h2>;
}
