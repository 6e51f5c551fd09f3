import type { VNode } from "preact";
import type { Channel } from "#sandbox/live/wire.ts";
import { AppTabs } from "#sandbox/page/frame/app-tabs.tsx";
import { BackButton } from "#sandbox/page/frame/back-button.tsx";
import { ChannelSign } from "#sandbox/page/frame/channel-sections.tsx";
import { isDirect, isWithApp, titleOf } from "#sandbox/page/frame/sight.ts";
import { app, users, viewer } from "#sandbox/page/live/store.ts";
import { Mrkdwn } from "#sandbox/page/text/mrkdwn.tsx";
import { ChannelMenu } from "./channel-menu.tsx";
import { MembersList } from "./members-list.tsx";
import { PinsList } from "./pins-list.tsx";

export function ChannelHeader({ channel }: { readonly channel: Channel }): VNode {
  return (
    <header class="place-head">
      <BackButton />
      <h2>
        {!isDirect(channel) && <ChannelSign isPrivate={channel.is_private} />}
        {titleOf(channel, viewer.value, users.value)}
      </h2>
      {isWithApp(channel, app.value) && <AppTabs />}
      {channel.topic !== "" && (
        <p class="topic" title={channel.topic}>
          <span class="visually-hidden">Topic: </span>
          <Mrkdwn text={channel.topic} />
        </p>
      )}
      <div class="place-tools">
        {channel.is_archived && <span class="tag">archived</span>}
        {channel.pins.length > 0 && <PinsList channel={channel} />}
        {!isDirect(channel) && <MembersList channel={channel} />}
        <ChannelMenu channel={channel} />
      </div>
    </header>
  );
}
