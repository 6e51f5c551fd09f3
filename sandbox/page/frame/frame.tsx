import type { VNode } from "preact";

export function Frame(): VNode {
  return <main>Sandbox</main>;
}
