import type { VNode } from "preact";
import { asJson, asText } from "#sandbox/json.ts";
import type { Message } from "#sandbox/live/wire.ts";
import { hashOf, moved } from "#sandbox/page/frame/hash.ts";
import { place } from "#sandbox/page/frame/place.ts";
import { standingOf } from "#sandbox/page/frame/presence.tsx";
import { nameOf } from "#sandbox/page/frame/sight.ts";
import { zone } from "#sandbox/page/frame/zone.ts";
import { users } from "#sandbox/page/live/store.ts";
import { clockTime, exactTime, shortTime } from "./moment.ts";

type Props = { readonly channel: string; readonly message: Message };

export function MessageHead({ channel, message }: Props): VNode {
  const user = users.value.get(message.user);
  const isApp = message["bot_id"] !== undefined || user?.is_bot === true;
  const standing = isApp ? "app" : user === undefined ? null : standingOf(user);
  return (
    <header class="message-head">
      <strong class="message-author">{authorOf(message)}</strong>
      {standing !== null && <span class="tag">{standing}</span>}
      <MessageTime channel={channel} message={message} />
    </header>
  );
}

/** The message's own address. */
export function MessageTime({
  channel,
  message: { ts },
  isShort = false,
}: Props & { readonly isShort?: boolean }): VNode {
  const { user } = place.value;
  const time = isShort ? shortTime(ts, zone.value) : clockTime(ts, zone.value);
  return (
    <a
      class="message-time"
      href={hashOf(moved({ user, at: "channel" }, { channel, ts }))}
      title={exactTime(ts)}
    >
      <time dateTime={new Date(Number(ts) * 1000).toISOString()}>{time}</time>
    </a>
  );
}

function authorOf(message: Message): string {
  const profile = asText(asJson(message["bot_profile"])["name"]);
  return asText(message["username"]) ?? profile ?? nameOf(message.user, users.value);
}
