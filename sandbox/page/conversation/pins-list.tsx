import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Channel } from "#sandbox/live/wire.ts";
import { goTo } from "#sandbox/page/frame/place.ts";
import { Popover } from "#sandbox/page/frame/popover.tsx";
import { nameOf } from "#sandbox/page/frame/sight.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { fetchUntil } from "#sandbox/page/live/older.ts";
import { users } from "#sandbox/page/live/store.ts";
import { Mrkdwn } from "#sandbox/page/text/mrkdwn.tsx";
import { useLog } from "./known-messages.ts";

export function PinsList({ channel }: { readonly channel: Channel }): VNode {
  const label = channel.pins.length === 1 ? "1 pin" : `${channel.pins.length} pins`;
  return (
    <Popover label={label} button={label}>
      {(close) => <Pins channel={channel} close={close} />}
    </Popover>
  );
}

type Props = { readonly channel: Channel; readonly close: () => void };

function Pins({ channel: { id, pins }, close }: Props): VNode {
  const { messages } = useLog(id).value;
  const oldest = pins.toSorted()[0] ?? "";
  useEffect(() => void fetchUntil(id, oldest).catch(tellFailure), [id, oldest]);
  return (
    <ul class="pin-list">
      {pins.map((ts) => {
        const message = messages.find((candidate) => candidate.ts === ts);
        return (
          <li key={ts}>
            <strong>{message === undefined ? "…" : nameOf(message.user, users.value)}</strong>
            <span class="pin-text">{message !== undefined && <Mrkdwn text={message.text} />}</span>
            <button
              type="button"
              class="plain-button"
              onClick={() => {
                close();
                goTo({ ts });
              }}
            >
              Show in conversation
            </button>
          </li>
        );
      })}
    </ul>
  );
}
