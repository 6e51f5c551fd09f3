import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const LOOK_EVERY_MS = 100;

const Message = z.looseObject({ ts: z.string(), text: z.string(), user: z.string().optional() });
const Bookmark = z.looseObject({ title: z.string(), link: z.string() });
const Channel = z.looseObject({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  members: z.array(z.string()),
  bookmarks: z.array(Bookmark),
  messages: z.array(Message),
});
const User = z.looseObject({ id: z.string(), name: z.string(), real_name: z.string() });
const State = z.looseObject({
  app: z.looseObject({ bot_user_id: z.string() }),
  users: z.array(User),
  channels: z.array(Channel),
});
type State = z.output<typeof State>;
export type Channel = z.output<typeof Channel>;
type Message = z.output<typeof Message>;
type User = z.output<typeof User>;
/** A message from the bot to one person. */
export type DirectMessage = {
  readonly to: User;
  readonly channel: string;
  readonly message: Message;
};

/** The workspace as its people see it at one moment. */
export type View = {
  readonly channels: readonly Channel[];
  readonly nameOf: (user: string) => string;
  /** What the bot wrote in a channel, oldest first. */
  readonly written: (channel: string) => readonly Message[];
  readonly directMessages: readonly DirectMessage[];
  /** A message as plain words, the way a screen shows it. */
  readonly plain: (text: string) => string;
};

/** Looks again and again until there is something to see; null when it stays away for too long. */
export async function until<Seen>(
  slackUrl: string,
  see: (view: View) => Seen | undefined,
  { withinMs, signal }: { readonly withinMs: number; readonly signal: AbortSignal },
): Promise<Seen | null> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = see(await look(slackUrl));
    if (seen !== undefined) return seen;
    if (performance.now() > deadline) return null;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function look(slackUrl: string): Promise<View> {
  const answer = await fetch(`${slackUrl}/_control/state`);
  const state = State.parse(await answer.json());
  const bot = state.app.bot_user_id;
  return {
    channels: state.channels,
    nameOf: (user) => nameOf(state, user),
    written: (name) =>
      (state.channels.find((channel) => channel.name === name)?.messages ?? []).filter(
        ({ user, subtype }) => user === bot && subtype === undefined,
      ),
    directMessages: directMessagesFrom(state, bot),
    plain: (text) => plain(state, text),
  };
}

function directMessagesFrom({ users, channels }: State, bot: string): readonly DirectMessage[] {
  return channels
    .filter(({ kind, members }) => kind === "im" && members.includes(bot))
    .flatMap(({ id, members, messages }) => {
      const to = users.find((user) => user.id !== bot && members.includes(user.id));
      if (to === undefined) return [];
      const sent = messages.filter(({ user }) => user === bot);
      return sent.map((message) => ({ to, channel: id, message }));
    });
}

function nameOf({ users }: State, id: string): string {
  return users.find((user) => user.id === id)?.real_name ?? id;
}

/** Slack's marks for times, channels and people, and its three escapes. */
function plain(state: State, text: string): string {
  return text
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<!(\w+)>/g, "@$1")
    .replaceAll(/<@(\w+)>/g, (_, id: string) => `@${nameOf(state, id)}`)
    .replaceAll(/<#(\w+)(?:\|[^>]*)?>/g, (_, id: string) => {
      const channel = state.channels.find((one) => one.id === id);
      return `#${channel?.name ?? id}`;
    })
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
