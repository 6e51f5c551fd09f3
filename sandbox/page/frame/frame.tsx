import type { VNode } from "preact";
import { OpenModal } from "#sandbox/page/views/open-modal.tsx";
import { Banner, ConnectionBar } from "./banner.tsx";
import { CurrentPlace } from "./current-place.tsx";
import { listOpen } from "./panes.ts";
import { Sidebar } from "./sidebar.tsx";
import { StoryColumn } from "./story-column.tsx";
import { Toasts } from "./toasts.tsx";

export function Frame(): VNode {
  return (
    <div class={listOpen.value ? "frame frame-list" : "frame"}>
      <Banner />
      <ConnectionBar />
      <div class="panes">
        <Sidebar />
        <CurrentPlace />
        <StoryColumn />
      </div>
      <OpenModal />
      <Toasts />
    </div>
  );
}
