import { type Signal, signal } from "@preact/signals";
import { asText } from "#sandbox/json.ts";
import { control } from "#sandbox/page/live/control.ts";

/** What the last action said, or why it did nothing. */
type Said = { readonly id: string; readonly words: string; readonly failed: boolean };

export const said: Signal<Said | null> = signal(null);
/** The actions under way. */
export const running: Signal<ReadonlySet<string>> = signal(new Set());

/** Makes something happen outside the workspace; its words stay until the next. */
export async function perform(id: string): Promise<void> {
  if (running.value.has(id)) return;
  said.value = null;
  running.value = new Set([...running.value, id]);
  try {
    const answer = await control("story", { id });
    said.value = { id, words: asText(answer["said"]) ?? "Done.", failed: false };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    said.value = { id, words, failed: true };
  } finally {
    running.value = new Set([...running.value].filter((other) => other !== id));
  }
}
