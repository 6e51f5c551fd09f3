import type { VNode } from "preact";
import type { User } from "#sandbox/live/wire.ts";
import { AppTabs } from "#sandbox/page/frame/app-tabs.tsx";
import { BackButton } from "#sandbox/page/frame/back-button.tsx";
import { Presence } from "#sandbox/page/frame/presence.tsx";
import { nameOf } from "#sandbox/page/frame/sight.ts";
import { users } from "#sandbox/page/live/store.ts";
import { Composer } from "./composer.tsx";

/** A direct conversation in which nobody has written yet. */
export function NewConversation({ with: other }: { readonly with: User }): VNode {
  const name = nameOf(other.id, users.value);
  return (
    <main class="conversation-main">
      <header class="place-head">
        <BackButton />
        <h2>
          <Presence user={other} /> {name}
        </h2>
        {other.is_bot && <AppTabs />}
      </header>
      <p class="plain-note conversation-empty">Nothing has been written here yet.</p>
      <Composer channel={other.id} label={`Message ${name}`} />
    </main>
  );
}
