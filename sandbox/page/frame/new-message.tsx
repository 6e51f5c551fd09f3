import type { VNode } from "preact";
import { channels, users, viewer } from "#sandbox/page/live/store.ts";
import { Avatar } from "./avatar.tsx";
import { Dialog } from "./dialog.tsx";
import { goTo } from "./place.ts";
import { Presence } from "./presence.tsx";
import { directWith, nameOf, peopleOf } from "./sight.ts";

/** Opens the direct conversation with anybody. */
export function NewMessage(): VNode | null {
  const me = viewer.value;
  if (me === null) return null;
  const others = peopleOf(users.value).filter(({ id }) => id !== me.id);
  return (
    <Dialog title="New message" button="New message">
      {(close) => (
        <ul class="browse">
          {others.map((user) => (
            <li key={user.id}>
              <button
                type="button"
                class="person"
                onClick={() => {
                  close();
                  const known = directWith(channels.value, me.id, user.id);
                  goTo({ at: "channel", channel: known?.id ?? user.id });
                }}
              >
                <Avatar user={user.id} size={24} />
                {nameOf(user.id, users.value)} <Presence user={user} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
