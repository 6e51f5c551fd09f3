import { asJson, asList, type Json } from "#sandbox/json.ts";
import type { Channel, User } from "#sandbox/live/wire.ts";
import type { Choice } from "./choices.ts";

type Workspace = {
  readonly users: ReadonlyMap<string, User>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly viewer: string | null;
};

export function userChoices({ users }: Pick<Workspace, "users">): readonly Choice[] {
  return byLabel([...users.values()].filter(({ deleted }) => !deleted).map(userChoice));
}

/** A channels menu offers the public ones. */
export function channelChoices({ channels }: Pick<Workspace, "channels">): readonly Choice[] {
  const shown = [...channels.values()].filter(
    ({ kind, is_archived }) => kind === "public" && !is_archived,
  );
  return byLabel(shown.map(channelChoice));
}

/** A conversations menu offers what the viewer may open, as far as its filter allows. */
export function conversationChoices(workspace: Workspace, menu: Json): readonly Choice[] {
  const filter = asJson(menu["filter"]);
  const kinds = asList(filter["include"]);
  const shown = [...workspace.channels.values()].filter(
    (channel) =>
      !channel.is_archived &&
      isOpenTo(channel, workspace.viewer) &&
      (kinds.length === 0 || kinds.includes(channel.kind)) &&
      !(filter["exclude_bot_users"] === true && isWithBot(channel, workspace)),
  );
  return byLabel(shown.map((channel) => conversationChoice(channel, workspace)));
}

function isOpenTo({ kind, members }: Channel, viewer: string | null): boolean {
  return kind === "public" || (viewer !== null && members.includes(viewer));
}

function isWithBot({ is_im, members }: Channel, { users }: Workspace): boolean {
  return is_im && members.some((id) => users.get(id)?.is_bot === true);
}

function conversationChoice(channel: Channel, { users, viewer }: Workspace): Choice {
  if (channel.kind !== "im" && channel.kind !== "mpim") return channelChoice(channel);
  const others = channel.members.filter((id) => id !== viewer);
  const names = (others.length === 0 ? channel.members : others).map(
    (id) => users.get(id)?.real_name ?? id,
  );
  return { key: channel.id, label: names.join(", "), value: channel.id };
}

function userChoice({ id, name, real_name }: User): Choice {
  return { key: id, label: real_name, description: `@${name}`, value: id };
}

function channelChoice({ id, name, is_private }: Channel): Choice {
  const label = `#${name}`;
  return is_private
    ? { key: id, label, description: "private", value: id }
    : { key: id, label, value: id };
}

function byLabel(choices: readonly Choice[]): readonly Choice[] {
  return choices.toSorted((one, other) => one.label.localeCompare(other.label));
}
