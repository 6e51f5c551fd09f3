import type { VNode } from "preact";
import { asList, asText } from "#sandbox/json.ts";
import { hashOf, moved } from "#sandbox/page/frame/hash.ts";
import { place } from "#sandbox/page/frame/place.ts";
import { maySee } from "#sandbox/page/frame/sight.ts";
import { channels, team, usergroups, users, viewer, viewerId } from "#sandbox/page/live/store.ts";

type Props = { readonly id: string; readonly label?: string | undefined };

/** A person, highlighted when it is the one who looks. */
export function UserMention({ id, label }: Props): VNode {
  const user = users.value.get(id);
  const name = user?.is_bot === true ? user.real_name : (user?.name ?? label ?? id);
  return <Mention name={`@${name.replace(/^@/, "")}`} isForMe={id === viewerId.value} />;
}

export function UsergroupMention({ id, label }: Props): VNode {
  const group = usergroups.value.get(id);
  const name = asText(group?.["handle"]) ?? label ?? id;
  const isForMe = asList(group?.["users"]).includes(viewerId.value);
  return <Mention name={`@${name.replace(/^@/, "")}`} isForMe={isForMe} />;
}

/** here, channel or everyone. */
export function BroadcastMention({ range }: { readonly range: string }): VNode {
  return <Mention name={`@${range}`} isForMe />;
}

/** A way into a channel, if the viewer may go there. */
export function ChannelMention({ id, label }: Props): VNode {
  const channel = channels.value.get(id);
  if (channel === undefined) return <Mention name={label ? `#${label}` : "unknown channel"} />;
  if (viewer.value === null || !maySee(viewer.value, channel)) {
    return <Mention name="private channel" />;
  }
  // A real link, so that it can also be opened in another window.
  const there = moved({ user: place.value.user, at: "channel" }, { channel: id });
  return (
    <a class="mention" href={hashOf(there)}>
      #<bdi>{channel.name}</bdi>
    </a>
  );
}

type MentionProps = { readonly name: string; readonly isForMe?: boolean };

function Mention({ name, isForMe = false }: MentionProps): VNode {
  return <bdi class={isForMe ? "mention mention-me" : "mention"}>{name}</bdi>;
}

/** A workspace; there is only the one here. */
export function TeamMention({ id }: { readonly id: string }): VNode {
  return <Mention name={team.value?.id === id ? team.value.name : id} />;
}
