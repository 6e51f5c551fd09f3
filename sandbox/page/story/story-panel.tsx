import type { VNode } from "preact";
import { story } from "#sandbox/page/live/store.ts";

/** What whoever runs the sandbox tells beside the chat. */
export function StoryPanel(): VNode | null {
  return story.value === null ? null : <h2>{story.value.title}</h2>;
}
