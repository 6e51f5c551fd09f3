import type { VNode } from "preact";
import type { User } from "#sandbox/live/wire.ts";
import { app, channels, team, users, viewer } from "#sandbox/page/live/store.ts";
import { Avatar } from "./avatar.tsx";
import { firstChannel } from "./first-place.ts";
import { MyStatus } from "./my-status.tsx";
import { goTo } from "./place.ts";
import { presenceOf, standingOf } from "./presence.tsx";
import { isDirect, maySee, peopleOf } from "./sight.ts";
import { currentChannel } from "./where.ts";

/** Who is at the keyboard of this window; other windows may be others. */
export function ActingSwitch(): VNode | null {
  const me = viewer.value;
  if (me === null) return null;
  return (
    <section class="acting" aria-label="Who acts">
      <p class="sidebar-title">{team.value?.name}</p>
      <Avatar user={me.id} size={36} />
      <label class="acting-choice">
        <span>Acting as</span>
        <select value={me.id} onChange={({ currentTarget }) => become(currentTarget.value)}>
          {peopleOf(users.value).map((user) => (
            <option key={user.id} value={user.id}>
              {described(user)}
            </option>
          ))}
        </select>
      </label>
      <MyStatus me={me} />
    </section>
  );
}

function described(user: User): string {
  const standing = standingOf(user);
  const words = [user.real_name || user.name, standing, unusual(user)];
  return words.filter((word) => word !== null).join(" · ");
}

function unusual(user: User): string | null {
  return user.presence === "active" && !user.dnd ? null : presenceOf(user);
}

/** Stays where that is possible for the other person too, else goes to what that person would see first. */
function become(id: string): void {
  const user = users.value.get(id);
  if (user === undefined) return;
  const here = currentChannel.value;
  const stays = here !== null && !isDirect(here) && maySee(user, here);
  const known = { users: users.value, channels: channels.value, app: app.value };
  goTo({ user: id, channel: stays ? here.id : firstChannel(user, known) });
}
