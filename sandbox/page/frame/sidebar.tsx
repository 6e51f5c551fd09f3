import type { VNode } from "preact";
import { ActingSwitch } from "./acting-switch.tsx";
import { AppLinks } from "./app-links.tsx";
import { BrowseChannels } from "./browse-channels.tsx";
import { ChannelSections } from "./channel-sections.tsx";
import { NewMessage } from "./new-message.tsx";
import { listOpen } from "./panes.ts";
import { PlaceLink } from "./place-link.tsx";
import { ThemeSwitch } from "./theme.tsx";

/** At phone width it is all there is while it is open. */
export function Sidebar(): VNode {
  const Landmark = listOpen.value ? "main" : "div";
  return (
    <Landmark class="sidebar">
      <ActingSwitch />
      <nav class="sidebar-places" aria-label="Channels and conversations">
        <ChannelSections />
        <AppLinks />
        <div class="sidebar-more">
          <BrowseChannels />
          <NewMessage />
        </div>
      </nav>
      <nav class="sidebar-foot" aria-label="Tools">
        <PlaceLink to={{ at: "inspector" }}>Inspector</PlaceLink>
        <PlaceLink to={{ at: "reference" }}>Reference</PlaceLink>
        <ThemeSwitch />
      </nav>
    </Landmark>
  );
}
