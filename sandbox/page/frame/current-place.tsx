import type { ComponentChildren, VNode } from "preact";
import { Conversation } from "#sandbox/page/conversation/conversation.tsx";
import { NewConversation } from "#sandbox/page/conversation/new-conversation.tsx";
import { Inspector } from "#sandbox/page/inspector/inspector.tsx";
import { app, connection, viewer } from "#sandbox/page/live/store.ts";
import { Reference } from "#sandbox/page/reference/reference.tsx";
import { HomeTab } from "#sandbox/page/views/home-tab.tsx";
import { AppTabs } from "./app-tabs.tsx";
import { BackButton } from "./back-button.tsx";
import { place } from "./place.ts";
import { currentChannel, newCompanion } from "./where.ts";

/** The middle of the page. */
export function CurrentPlace(): VNode {
  const { user } = place.value;
  switch (place.value.at) {
    case "channel":
      return <CurrentConversation />;
    case "home":
      return (
        <Plain title={app.value?.name ?? "App"} tabs={<AppTabs />}>
          <HomeTab key={user} />
        </Plain>
      );
    case "inspector":
      return (
        <Plain title="Inspector">
          <Inspector />
        </Plain>
      );
    case "reference":
      return (
        <Plain title="Reference">
          <Reference />
        </Plain>
      );
  }
}

function CurrentConversation(): VNode {
  const channel = currentChannel.value?.id;
  const companion = newCompanion.value;
  const who = viewer.value?.id ?? "";
  if (channel !== undefined) return <Conversation key={`${who} ${channel}`} channel={channel} />;
  if (companion !== null)
    return <NewConversation key={`${who} ${companion.id}`} with={companion} />;
  return (
    <Plain title="Sandbox">
      <p class="plain-note">
        {connection.value === "connecting"
          ? "Opening the workspace …"
          : "There is nothing here that you can see. Choose a channel."}
      </p>
    </Plain>
  );
}

type PlainProps = {
  readonly title: string;
  readonly tabs?: ComponentChildren;
  readonly children: ComponentChildren;
};

function Plain({ title, tabs, children }: PlainProps): VNode {
  return (
    <main class="plain-place">
      <header class="place-head">
        <BackButton />
        <h2>{title}</h2>
        {tabs}
      </header>
      <div class="plain-body">{children}</div>
    </main>
  );
}
