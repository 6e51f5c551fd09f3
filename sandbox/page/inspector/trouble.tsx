import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";
import { faults } from "#sandbox/page/live/store.ts";

/** What somebody asked the workspace to do wrong, and has not come yet. */
export function Trouble(): VNode | null {
  if (faults.value.length === 0) return null;
  return (
    <p class="inspector-trouble">
      <strong>Trouble to come:</strong> {faults.value.map(words).join(", ")}
    </p>
  );
}

function words(fault: Json): string {
  const method = asText(fault["method"]) ?? "any call";
  return `${String(fault["count"])} × ${String(fault["kind"])} for ${method}`;
}
