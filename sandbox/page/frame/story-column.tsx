import type { VNode } from "preact";
import { story } from "#sandbox/page/live/store.ts";
import { StoryPanel } from "#sandbox/page/story/story-panel.tsx";
import { showStory, storyOpen } from "./panes.ts";

/** Beside the chat, and never part of it. */
export function StoryColumn(): VNode | null {
  if (story.value === null || !storyOpen.value) return null;
  return (
    <aside class="story-column" aria-label="Story">
      <button
        type="button"
        class="icon-button story-close"
        aria-label="Close the story"
        onClick={() => showStory(false)}
      >
        ×
      </button>
      <StoryPanel />
    </aside>
  );
}
