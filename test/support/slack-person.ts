import { eventually } from "./eventually.ts";
import {
  isDirect,
  isForAll,
  wordsOf,
  type Answer,
  type Message,
  type State,
  type View,
} from "./slack-state.ts";

/** Somebody in the workspace, and what they see and do. */
export type Person = {
  /** What the bot wrote to them, oldest first. */
  readonly pages: () => Promise<readonly Message[]>;
  /** The modal that is open before them. */
  readonly modal: () => Promise<View | null>;
  /** The bot's Home as it was drawn for them last. */
  readonly home: () => Promise<View | null>;
  /** Presses a button or chooses in a menu of the newest message that has it; returns what they alone are told. */
  readonly press: (action: string, where?: Where) => Promise<string>;
  /** Types the command about who is on call; returns what they alone are shown. */
  readonly oncall: (text: string) => Promise<string>;
  /** Types the command about error budgets; returns what they alone are shown. */
  readonly slo: (text: string, channel?: string) => Promise<string>;
  /** Types the command about incidents; returns what they alone are shown. */
  readonly command: (text: string, channel?: string) => Promise<string>;
  /** Sends the modal; returns what it shows then, or the errors under its fields. */
  readonly submit: (values: object) => Promise<string>;
};

type Where = {
  /** A channel; the conversation with the bot when left out. */
  readonly in?: string;
  /** Words of the message. */
  readonly about?: string;
  /** What to choose, when it is a menu. */
  readonly choose?: string;
};

type Workspace = {
  readonly state: () => Promise<State>;
  readonly act: (what: string, body: object) => Promise<Answer>;
};
/** What only one person sees, to compare before and after. */
type Sight = { readonly key: string; readonly words: string };

export function personOf(name: string, { state, act }: Workspace): Person {
  async function id(): Promise<string> {
    const found = (await state()).users.find((user) => user.name === name);
    if (found === undefined) throw new Error(`there is nobody called ${name}`);
    return found.id;
  }

  /** Does something and waits until it shows. */
  async function doing(what: string, body: object): Promise<string> {
    const user = await id();
    const before = new Set(sights(await state(), user).map(({ key }) => key));
    const answer = await act(what, { user, ...body });
    if (!answer.ok) throw new Error(`${what} failed: ${JSON.stringify(answer)}`);
    let words = "";
    await eventually(async () => {
      const fresh = sights(await state(), user).filter(({ key }) => !before.has(key));
      const last = fresh.at(-1);
      if (last === undefined) throw new Error(`nothing came of the ${what}`);
      ({ words } = last);
    });
    return words;
  }

  async function modal(): Promise<View | null> {
    return (await state()).views[await id()]?.at(-1) ?? null;
  }

  return {
    modal,
    home: async () => (await state()).homes[await id()] ?? null,
    pages: async () => {
      const [user, { channels }] = [await id(), await state()];
      const theirs = channels.filter((channel) => isDirect(channel, user));
      return theirs.flatMap(({ messages }) => messages.filter(isForAll));
    },
    press: async (action, where = {}) => {
      const { channel, ts } = find(await state(), await id(), { action, ...where });
      const choice = where.choose === undefined ? {} : { value: where.choose };
      return await doing("click", { channel, ts, action_id: action, ...choice });
    },
    oncall: (text) => doing("command", { channel: "general", command: "/oncall", text }),
    slo: async (text, channel = "general") =>
      await doing("command", { channel, command: "/slo", text }),
    command: async (text, channel = "general") =>
      await doing("command", { channel, command: "/incident", text }),
    submit: async (values) => {
      const view = await modal();
      const answer = await act("submit", { user: name, view_id: view?.id, values });
      if (JSON.stringify(answer).includes('"errors"')) return JSON.stringify(answer);
      if (!answer.ok) throw new Error(`submit failed: ${JSON.stringify(answer)}`);
      let words = "";
      await eventually(async () => {
        words = wordsOf((await modal())?.blocks);
        if (words.endsWith("…")) throw new Error("still working");
      });
      return words;
    },
  };
}

function find(
  { channels }: State,
  user: string,
  { action, in: place, about = "" }: Where & { readonly action: string },
): { readonly channel: string; readonly ts: string } {
  const places = channels.filter((channel) =>
    place === undefined ? isDirect(channel, user) : channel.name === place,
  );
  const found = places
    .flatMap((channel) => channel.messages.map((message) => ({ channel: channel.id, message })))
    .filter(({ message }) => (message.ephemeral_to ?? user) === user)
    .filter(({ message }) => JSON.stringify(message).includes(`"action_id":"${action}"`))
    .findLast(({ message }) => message.text.includes(about));
  if (found !== undefined) return { channel: found.channel, ts: found.message.ts };
  throw new Error(`there is no ${action} to press ${place === undefined ? "" : `in ${place}`}`);
}

/** Whispers, modals and the Home of one person. */
function sights({ channels, views, homes }: State, user: string): readonly Sight[] {
  const whispers = channels
    .flatMap(({ messages }) => messages)
    .filter((message) => message.ephemeral_to === user)
    .map((message) => ({ key: JSON.stringify(message), words: message.text }));
  const opened = [...(views[user] ?? []), ...(homes[user] === undefined ? [] : [homes[user]])];
  const shown = opened.map((view) => ({
    key: JSON.stringify([view.id, view.blocks]),
    words: wordsOf(view.blocks),
  }));
  return [...whispers, ...shown];
}
