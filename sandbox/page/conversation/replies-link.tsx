import type { VNode } from "preact";
import { asList, asText } from "#sandbox/json.ts";
import type { Message } from "#sandbox/live/wire.ts";
import { Avatar } from "#sandbox/page/frame/avatar.tsx";
import { goTo } from "#sandbox/page/frame/place.ts";
import { zone } from "#sandbox/page/frame/zone.ts";
import { clockTime } from "./moment.ts";

/** How many have answered, and the way to the thread. */
export function RepliesLink({ message }: { readonly message: Message }): VNode | null {
  const { ts, reply_count: count = 0 } = message;
  if (count === 0) return null;
  const latest = asText(message["latest_reply"]);
  const people = asList(message["reply_users"]).map(String).slice(0, 5);
  return (
    <button type="button" class="replies-link" onClick={() => goTo({ thread: ts })}>
      {people.map((user) => (
        <Avatar key={user} user={user} size={20} />
      ))}
      <strong>{count === 1 ? "1 reply" : `${count} replies`}</strong>
      {latest !== undefined && <span>last at {clockTime(latest, zone.value)}</span>}
    </button>
  );
}
