import type { VNode } from "preact";
import { connection, story } from "#sandbox/page/live/store.ts";
import { showStory, storyOpen } from "./panes.ts";

/** Nobody may take this for the real thing. */
export function Banner(): VNode {
  return (
    <header class="banner">
      <h1>Sandbox: not Slack.</h1>
      <p>Everything here is on this machine.</p>
      {story.value !== null && (
        <button
          type="button"
          class="banner-button"
          aria-expanded={storyOpen.value}
          onClick={() => showStory(!storyOpen.value)}
        >
          Story
        </button>
      )}
    </header>
  );
}

export function ConnectionBar(): VNode {
  return (
    <output class={connection.value === "lost" ? "connection connection-lost" : "connection"}>
      {connection.value === "lost" &&
        "Connection lost, trying again. What is shown may be out of date."}
    </output>
  );
}
