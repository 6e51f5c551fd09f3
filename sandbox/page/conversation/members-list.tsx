import type { VNode } from "preact";
import type { Channel, User } from "#sandbox/live/wire.ts";
import { Avatar } from "#sandbox/page/frame/avatar.tsx";
import { Popover } from "#sandbox/page/frame/popover.tsx";
import { Presence, standingOf } from "#sandbox/page/frame/presence.tsx";
import { users } from "#sandbox/page/live/store.ts";

export function MembersList({ channel: { members } }: { readonly channel: Channel }): VNode {
  const people = members.flatMap((id) => users.value.get(id) ?? []);
  const label = members.length === 1 ? "1 member" : `${members.length} members`;
  return (
    <Popover label={label} button={label}>
      {() => (
        <ul class="member-list">
          {people.map((user) => (
            <Member key={user.id} user={user} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

function Member({ user }: { readonly user: User }): VNode {
  const standing = user.is_bot ? "app" : standingOf(user);
  return (
    <li>
      <Avatar user={user.id} size={24} />
      <span>{user.real_name || user.name}</span>
      {standing !== null && <span class="tag">{standing}</span>}
      <Presence user={user} />
    </li>
  );
}
