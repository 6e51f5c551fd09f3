import { z } from "zod";

const Message = z.looseObject({
  ts: z.string(),
  text: z.string(),
  user: z.string().optional(),
  subtype: z.string().optional(),
  thread_ts: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string() })).optional(),
});
export type Message = z.infer<typeof Message>;

const Channel = z.looseObject({
  id: z.string(),
  name: z.string(),
  topic: z.string(),
  members: z.array(z.string()),
  bookmarks: z.array(z.looseObject({ title: z.string(), link: z.string() })),
  pins: z.array(z.string()),
  messages: z.array(Message),
});
export type Channel = z.infer<typeof Channel>;

const State = z.looseObject({ channels: z.array(Channel), users: z.array(z.looseObject({})) });

/** The workspace as its people see it and act in it. */
export type Slack = {
  readonly channel: (name: string) => Promise<Channel>;
  readonly channels: () => Promise<readonly Channel[]>;
  /** What the bot wrote in a channel, oldest first; joins and topics left out. */
  readonly messages: (channel: string) => Promise<readonly Message[]>;
  /** What the bot wrote to a person, oldest first. */
  readonly directMessages: (user: string) => Promise<readonly Message[]>;
  /** Presses something by its action_id; answers what Slack would say. */
  readonly act: (what: string, body: object) => Promise<Answer>;
  readonly log: () => Promise<readonly Traffic[]>;
  readonly state: () => Promise<z.infer<typeof State>>;
};

const Answer = z.looseObject({ ok: z.boolean() });
export type Answer = z.infer<typeof Answer>;
const Traffic = z.looseObject({ kind: z.string().optional(), method: z.string().optional() });
export type Traffic = z.infer<typeof Traffic>;

export function slackOf(url: string): Slack {
  async function state(): Promise<z.infer<typeof State>> {
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
  return {
    state,
    channels,
    channel,
    messages: async (name) => (await channel(name)).messages.filter(isWritten),
    directMessages: async (user) => {
      const all = await channels();
      return all
        .filter((one) => one.id.startsWith("D") && one.members.includes(user))
        .flatMap(({ messages }) => messages.filter(isWritten));
    },
    act: async (what, body) => {
      const answer = await fetch(`${url}/_control/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      return Answer.parse(await answer.json());
    },
    log: async () => {
      const answer = z
        .looseObject({ entries: z.array(Traffic) })
        .parse(await (await fetch(`${url}/_control/log`)).json());
      return answer.entries;
    },
  };
}

function isWritten({ subtype }: Message): boolean {
  return subtype === undefined;
}
