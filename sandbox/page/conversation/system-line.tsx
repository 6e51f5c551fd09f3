import type { VNode } from "preact";
import type { Message } from "#sandbox/live/wire.ts";
import { nameOf } from "#sandbox/page/frame/sight.ts";
import { zone } from "#sandbox/page/frame/zone.ts";
import { users } from "#sandbox/page/live/store.ts";
import { Mrkdwn } from "#sandbox/page/text/mrkdwn.tsx";
import { shortTime, exactTime } from "./moment.ts";

/** What the workspace itself says: somebody joined, set a topic and so on. */
export function SystemLine({ message }: { readonly message: Message }): VNode {
  const { ts, user, text } = message;
  const namesAuthor = text.startsWith(`<@${user}`);
  return (
    <p class="system-line" data-ts={ts}>
      <time title={exactTime(ts)}>{shortTime(ts, zone.value)}</time>
      <span>
        {!namesAuthor && <>{nameOf(user, users.value)} </>}
        <Mrkdwn text={text} />
      </span>
    </p>
  );
}
