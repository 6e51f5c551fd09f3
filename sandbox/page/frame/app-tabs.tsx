import type { VNode } from "preact";
import { PlaceLink } from "./place-link.tsx";
import { appConversation } from "./where.ts";

/** The app has a home and a conversation with each person. */
export function AppTabs(): VNode | null {
  const channel = appConversation.value;
  if (channel === null) return null;
  return (
    <nav class="app-tabs" aria-label="The app's tabs">
      <PlaceLink to={{ at: "home" }}>Home</PlaceLink>
      <PlaceLink to={{ at: "channel", channel }}>Messages</PlaceLink>
    </nav>
  );
}
