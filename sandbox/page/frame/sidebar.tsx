import type { VNode } from "preact";
import { team } from "#sandbox/page/live/store.ts";
import { ActingSwitch } from "./acting-switch.tsx";
import { AppLinks } from "./app-links.tsx";
import { BrowseChannels } from "./browse-channels.tsx";
import { ChannelSections } from "./channel-sections.tsx";
import { NewMessage } from "./new-message.tsx";
import { PlaceLink } from "./place-link.tsx";
import { ThemeSwitch } from "./theme.tsx";

export function Sidebar(): VNode {
  return (
    <div class="sidebar">
      <h1 class="sidebar-title">{team.value?.name ?? "Sandbox"}</h1>
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
    </div>
  );
}
