import type { VNode } from "preact";
import type { Channel } from "#sandbox/live/wire.ts";
import { isDirect, isMember, titleOf } from "#sandbox/page/frame/sight.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";
import { users, viewer } from "#sandbox/page/live/store.ts";
import { Composer } from "./composer.tsx";

type Props = { readonly channel: Channel; readonly thread?: string };

/** The composer, or why there is none. */
export function WritingPlace({ channel, thread }: Props): VNode | null {
  const me = viewer.value;
  if (me === null) return null;
  if (channel.is_archived) return <p class="no-writing">This channel is archived.</p>;
  if (!isMember(me, channel)) return <JoinBar channel={channel} />;
  const name = titleOf(channel, me, users.value);
  const to = isDirect(channel) ? name : `#${name}`;
  const label = thread === undefined ? `Message ${to}` : "Reply in thread";
  return (
    <Composer channel={channel.id} label={label} {...(thread === undefined ? {} : { thread })} />
  );
}

function JoinBar({ channel: { id, name } }: { readonly channel: Channel }): VNode {
  return (
    <div class="no-writing">
      <p>You are not in #{name}.</p>
      <button
        type="button"
        class="button button-primary"
        onClick={() => void act("join", { channel: id }).catch(tellFailure)}
      >
        Join #{name}
      </button>
    </div>
  );
}
