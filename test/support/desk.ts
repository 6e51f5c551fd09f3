import type { webApi } from "@slack/bolt";
import type { Engine } from "#engine/engine.ts";
import type { ActionArgs, CommandArgs, ViewArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { createLogger } from "#telemetry/logger.ts";

const TEAM = "T1";
const ANN = "U00000ANN";
const MEMBER = {
  slackId: ANN,
  name: "Ann",
  email: null,
  team: TEAM,
  timezone: "Europe/Berlin",
  isDeactivated: false,
  isBot: false,
  isGuest: false,
  isStranger: false,
};
/** Whatever Slack is asked, it answers this. */
const ANSWER = {
  ok: true,
  ts: "1.2",
  channel: { id: "C1" },
  view: { id: "V1", hash: "h" },
  messages: [],
  channels: [],
  members: [],
};

/** A desk at which Ann types and sends forms; Slack takes whatever it is sent. */
export type TestDesk = {
  readonly desk: Desk;
  /** Everything that Ann was shown, newest last: words, a form, or what is wrong in one. */
  readonly shown: unknown[];
  /** What failed, as it was logged. */
  readonly faults: string[];
};

export function deskOf(engine: Engine): TestDesk {
  const [shown, faults]: [unknown[], string[]] = [[], []];
  const destination = {
    write: (line: string) => {
      if (line.includes('"err":')) faults.push(line);
    },
  };
  const logger = createLogger({ level: "error", destination });
  const desk: Desk = {
    engine: { ...engine, logger },
    tellUnreadable: () => undefined,
    client: taking((argument) => shown.push(argument)) as webApi.WebClient,
    members: {
      find: async () => ({ kind: "found", member: MEMBER }),
      personOf: () => engine.configuration().people.get("ann") ?? null,
      slackIdOf: async () => ANN,
    },
    userGroups: { membersOf: async () => [] },
    identity: { team: TEAM, teamName: "T", botUser: "U0BOT", botId: null, scopes: new Set() },
    configurationProblem: () => null,
  };
  return { desk, shown, faults };
}

/** What Bolt hands over when Ann types a command. */
export function typed(shown: TestDesk["shown"], command: string, text: string): CommandArgs {
  const from = { user_id: ANN, team_id: TEAM, channel_id: "C1", trigger_id: "1.2.3" };
  return {
    command: { command, text, ...from },
    ack: async () => undefined,
    respond: async (answer: unknown) => void shown.push(answer),
  } as unknown as CommandArgs;
}

/** A form as it stands open before Ann. */
export type OpenForm = {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly unknown[];
};

/** What Bolt hands over when Ann sends a form with these values. */
export function sent(shown: TestDesk["shown"], form: OpenForm, values: object): ViewArgs {
  return {
    view: { id: "V1", hash: "h", root_view_id: "V1", ...form, state: { values } },
    body: { user: { id: ANN, team_id: TEAM }, team: { id: TEAM }, trigger_id: "1.2.3" },
    ack: async (answer: unknown) => void shown.push(answer ?? "taken"),
    respond: async (answer: unknown) => void shown.push(answer),
  } as unknown as ViewArgs;
}

/** What Bolt hands over when Ann presses a button, or chooses in a menu, that has this value. */
export function pressed(shown: TestDesk["shown"], action_id: string, value: string): ActionArgs {
  return {
    action: { type: "button", action_id, block_id: "any", value, action_ts: "1.2" },
    body: {
      user: { id: ANN, team_id: TEAM },
      team: { id: TEAM },
      channel: { id: "C1" },
      container: { type: "message", channel_id: "C1", message_ts: "1.2" },
      message: { ts: "1.2" },
      trigger_id: "1.2.3",
      state: { values: {} },
    },
    ack: async () => undefined,
    respond: async (answer: unknown) => void shown.push(answer),
  } as unknown as ActionArgs;
}

/** A client of which every method can be called. */
function taking(onCall: (argument: unknown) => void): object {
  async function call(argument: unknown): Promise<object> {
    onCall(argument);
    return ANSWER;
  }
  return new Proxy(call, {
    get: (target, name, receiver) =>
      name === "then" ? undefined : (Reflect.get(target, name, receiver) ?? taking(onCall)),
  });
}
