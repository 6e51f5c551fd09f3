import type { VNode } from "preact";
import { app } from "#sandbox/page/live/store.ts";
import { Section } from "./channel-sections.tsx";
import { PlaceLink } from "./place-link.tsx";

/** The app's own place; its messages stand among the direct ones. */
export function AppLinks(): VNode | null {
  if (app.value === null) return null;
  return (
    <Section title="Apps">
      <PlaceLink to={{ at: "home" }}>{app.value.name} home</PlaceLink>
      {app.value.connections === 0 && <p class="sidebar-note">The app is not connected.</p>}
    </Section>
  );
}
