import type { VNode } from "preact";
import type { Channel } from "#sandbox/live/wire.ts";
import { archivePath } from "#sandbox/page/frame/archive-links.ts";
import { Popover } from "#sandbox/page/frame/popover.tsx";
import { isDirect, isMember } from "#sandbox/page/frame/sight.ts";
import { tell, tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";
import { viewer } from "#sandbox/page/live/store.ts";
import { copyLink } from "./copy-link.ts";

export function ChannelMenu({ channel }: { readonly channel: Channel }): VNode {
  const me = viewer.value;
  const mayLeave = me !== null && isMember(me, channel) && !isDirect(channel);
  return (
    <Popover label="More about this conversation" button="⋯">
      {(close) => (
        <div class="menu">
          {channel.purpose !== "" && <p class="menu-note">{channel.purpose}</p>}
          <button
            type="button"
            onClick={() => {
              close();
              void copyLink(archivePath({ channel: channel.id }));
            }}
          >
            Copy link
          </button>
          {mayLeave && (
            <button
              type="button"
              onClick={() => {
                close();
                leave(channel).catch(tellFailure);
              }}
            >
              Leave #{channel.name}
            </button>
          )}
        </div>
      )}
    </Popover>
  );
}

async function leave({ id, name }: Channel): Promise<void> {
  await act("leave", { channel: id });
  tell(`You left #${name}.`);
}
