import type { App, Channel, Message, User } from "#sandbox/live/wire.ts";

export function user(id: string, given: Partial<User> = {}): User {
  return {
    id,
    name: id.toLowerCase(),
    real_name: `${id} Person`,
    tz: "UTC",
    is_bot: false,
    is_restricted: false,
    is_stranger: false,
    deleted: false,
    presence: "active",
    dnd: false,
    ...given,
  };
}

export function channel(id: string, given: Partial<Channel> = {}): Channel {
  return {
    id,
    name: id.toLowerCase(),
    kind: "public",
    is_private: false,
    is_im: false,
    is_archived: false,
    topic: "",
    purpose: "",
    members: [],
    bookmarks: [],
    pins: [],
    ...given,
  };
}

export function message(ts: string, given: Partial<Message> = {}): Message {
  return { ts, user: "ANN", text: `at ${ts}`, ...given };
}

export const app: App = {
  id: "A1",
  name: "Muster",
  bot_id: "B1",
  bot_user_id: "BOT",
  commands: [],
  shortcuts: [],
  connections: 1,
};

export function byId<Item extends { readonly id: string }>(
  ...items: readonly Item[]
): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item] as const));
}
