import { z } from "zod";
import { personOf, type Person } from "./slack-person.ts";
import {
  Answer,
  isDirect,
  isForAll,
  State,
  Traffic,
  type Channel,
  type Message,
} from "./slack-state.ts";

/** What goes wrong in Slack, and how often. */
type Trouble = {
  readonly kind: "429" | "500" | "error" | "hang" | "drop" | "late" | "duplicate";
  readonly method?: string;
  readonly count?: number;
  readonly error?: string;
  readonly retry_after?: number;
};

/** The workspace as its people see it and act in it. */
export type Slack = {
  readonly person: (name: string) => Person;
  readonly channel: (name: string) => Promise<Channel>;
  readonly channels: () => Promise<readonly Channel[]>;
  /** What the bot wrote in a channel for everybody, oldest first. */
  readonly messages: (channel: string) => Promise<readonly Message[]>;
  /** The same as texts, as notifications and screen readers have them. */
  readonly texts: (channel: string) => Promise<readonly string[]>;
  /** What the bot wrote to a person, oldest first. */
  readonly directMessages: (user: string) => Promise<readonly Message[]>;
  readonly trouble: (...troubles: readonly Trouble[]) => Promise<void>;
  /** Somebody deletes a message of the bot. */
  readonly remove: (channel: string, ts: string) => Promise<void>;
  /** The sandbox's control, for what has no words here. */
  readonly act: (what: string, body: object) => Promise<Answer>;
  /** The bot's calls, of one method or of all. */
  readonly calls: (method?: string) => Promise<readonly Traffic[]>;
  readonly state: () => Promise<State>;
};

export function slackOf(url: string, botToken: string): Slack {
  async function state(): Promise<State> {
    return State.parse(await (await fetch(`${url}/_control/state`)).json());
  }
  async function channels(): Promise<readonly Channel[]> {
    return (await state()).channels;
  }
  async function channel(name: string): Promise<Channel> {
    const found = (await channels()).find((one) => one.name === name || one.id === name);
    if (found === undefined) throw new Error(`there is no channel ${name}`);
    return found;
  }
  async function written(name: string): Promise<readonly Message[]> {
    return (await channel(name)).messages.filter(isForAll);
  }
  async function act(what: string, body: object): Promise<Answer> {
    return Answer.parse(await postJson(`${url}/_control/${what}`, body));
  }
  return {
    state,
    channels,
    channel,
    act,
    person: (name) => personOf(name, { state, act }),
    messages: written,
    texts: async (name) => (await written(name)).map(({ text }) => text),
    directMessages: async (user) => {
      const theirs = (await channels()).filter((one) => isDirect(one, user));
      return theirs.flatMap(({ messages }) => messages.filter(isForAll));
    },
    trouble: async (...troubles) => {
      for (const trouble of troubles) await act("faults", trouble);
    },
    remove: async (name, ts) => {
      const { id } = await channel(name);
      const headers = { Authorization: `Bearer ${botToken}` };
      const answer = await postJson(`${url}/api/chat.delete`, { channel: id, ts }, headers);
      if (!Answer.parse(answer).ok) throw new Error(JSON.stringify(answer));
    },
    calls: async (method) => {
      const log = z.looseObject({ entries: z.array(Traffic) });
      const { entries } = log.parse(await (await fetch(`${url}/_control/log`)).json());
      const requests = entries.filter(({ kind }) => kind === "request");
      return method === undefined ? requests : requests.filter((one) => one.method === method);
    },
  };
}

const BAD_FORM = /^(missing_scope|not_allowed_token_type|unknown_method|no_text|msg_|invalid_)/;

/** Calls that Slack refused because the bot made them wrong, not because of trouble that a test asked for. */
export function refusedForForm(calls: readonly Traffic[]): readonly Traffic[] {
  return calls.filter(({ fault, answer }) => {
    const error = Failed.safeParse(answer).data?.error;
    return fault === undefined && error !== undefined && BAD_FORM.test(error);
  });
}

const Failed = z.looseObject({ ok: z.literal(false), error: z.string() });

async function postJson(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return await answer.json();
}
