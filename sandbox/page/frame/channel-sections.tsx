import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import type { Channel } from "#sandbox/live/wire.ts";
import { app, channels, users, viewer } from "#sandbox/page/live/store.ts";
import { PlaceLink } from "./place-link.tsx";
import { Presence } from "./presence.tsx";
import { sectionsFor, titleOf } from "./sight.ts";
import { unreadMarks } from "./unread-marks.ts";
import { appConversation } from "./where.ts";

export function ChannelSections(): VNode | null {
  if (viewer.value === null) return null;
  const { open, closed, direct, archived } = sectionsFor(viewer.value, channels.value, app.value);
  return (
    <>
      <Section title="Channels">{open.map(named)}</Section>
      {closed.length > 0 && <Section title="Private channels">{closed.map(named)}</Section>}
      <Section title="Direct messages">
        <AppConversation />
        {direct.map((channel) => (
          <DirectLink key={channel.id} channel={channel} />
        ))}
      </Section>
      {archived.length > 0 && <Archived channels={archived} />}
    </>
  );
}

type SectionProps = { readonly title: string; readonly children: ComponentChildren };

export function Section({ title, children }: SectionProps): VNode {
  return (
    <section class="sidebar-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function named(channel: Channel): VNode {
  return <ChannelLink key={channel.id} channel={channel} />;
}

function ChannelLink({ channel: { id, name, is_private } }: { readonly channel: Channel }): VNode {
  return (
    <PlaceLink to={{ at: "channel", channel: id }} unread={unreadMarks.value.get(id)}>
      <ChannelSign isPrivate={is_private} />
      {name}
    </PlaceLink>
  );
}

export function ChannelSign({ isPrivate }: { readonly isPrivate: boolean }): VNode {
  return (
    <>
      <span class="sign" aria-hidden="true">
        {isPrivate ? "◆" : "#"}
      </span>
      {isPrivate && <span class="visually-hidden">private: </span>}
    </>
  );
}

function AppConversation(): VNode | null {
  const channel = appConversation.value;
  if (app.value === null || channel === null) return null;
  return (
    <PlaceLink
      to={{ at: "channel", channel }}
      unread={unreadMarks.value.get(channel)}
      isDirect={true}
    >
      {app.value.name} <span class="tag">app</span>
    </PlaceLink>
  );
}

function DirectLink({ channel }: { readonly channel: Channel }): VNode {
  const { id, members } = channel;
  const other = users.value.get(members.find((member) => member !== viewer.value?.id) ?? "");
  return (
    <PlaceLink
      to={{ at: "channel", channel: id }}
      unread={unreadMarks.value.get(id)}
      isDirect={true}
    >
      {members.length === 2 && other !== undefined && <Presence user={other} />}
      {titleOf(channel, viewer.value, users.value)}
    </PlaceLink>
  );
}

function Archived({ channels: archived }: { readonly channels: readonly Channel[] }): VNode {
  const [isShown, show] = useState(false);
  return (
    <section class="sidebar-section">
      <button
        type="button"
        class="rail-button"
        aria-expanded={isShown}
        onClick={() => show(!isShown)}
      >
        Archived channels ({archived.length})
      </button>
      {isShown && archived.map(named)}
    </section>
  );
}
