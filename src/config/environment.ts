import { z } from "zod";
import { wantsTraces } from "./wants-traces.ts";

const PORT_HINT = "give a number from 0 to 65535";
const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const CONNECTING = "README.md says where to find it; to try Muster without Slack: npm run demo";

const Text = z.string().trim();

/** Every environment variable that has a name of its own; muster.yaml may name more that hold secrets. */
export const Variables = z.object({
  SLACK_BOT_TOKEN: secret(/^xoxb-/, "give the bot token, which starts with xoxb-").describe(
    "The Slack app's bot token, `xoxb-…`. Mandatory for `npm start`.",
  ),
  SLACK_APP_TOKEN: secret(/^xapp-/, "give the app-level token, which starts with xapp-").describe(
    "The app-level token, `xapp-…`, for Socket Mode, which needs no public address.",
  ),
  SLACK_SIGNING_SECRET: secret(/^\S+$/, "give the signing secret, without blanks").describe(
    "For HTTP mode, which is used when there is no `SLACK_APP_TOKEN`.",
  ),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: "give an http or https address" })
    .transform((url) => (url.endsWith("/") ? url : `${url}/`))
    .prefault("https://slack.com/api/")
    .describe("Slack's Web API; the demo points it to its own workspace."),
  DATABASE_URL: secret(
    /^postgres(ql)?:\/\/\S+$/,
    "give an address such as postgres://user@host:5432/muster",
  ).describe("PostgreSQL 15 or later. Without it the embedded database is used."),
  DATABASE_MIGRATION_URL: secret(
    /^postgres(ql)?:\/\/\S+$/,
    "give an address such as postgres://owner@host:5432/muster",
  ).describe(
    "The same PostgreSQL past a pooler, or as the role that owns the tables: migrations use it. Without it they use `DATABASE_URL`.",
  ),
  MUSTER_CONFIG: Text.default("./muster.yaml").describe("The configuration file."),
  MUSTER_DATA_DIR: Text.default("./.muster").describe("The folder of the embedded database."),
  MUSTER_WEBHOOK_TOKEN: secret(/^\S+$/, "give a secret without blanks").describe(
    "What alert sources must present, unless their `tokens` name other variables.",
  ),
  HOST: Text.default("127.0.0.1").describe("The address to listen on; `0.0.0.0` for all."),
  PORT: z.coerce
    .number(PORT_HINT)
    .int(PORT_HINT)
    .min(0, PORT_HINT)
    .max(65_535, PORT_HINT)
    .default(8080)
    .describe("The port to listen on; 0 for any that is free."),
  LOG_LEVEL: z
    .enum(LEVELS, `use one of ${LEVELS.join(", ")}`)
    .default("info")
    .describe("The least important lines that are logged."),
});
type Variables = z.output<typeof Variables>;

type Variable = keyof Variables;

/** What any command needs to know about where it runs. */
export type Settings = {
  readonly configPath: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Where migrations reach the same database, if they have an address of their own. */
  readonly migrationUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly logLevel: (typeof LEVELS)[number];
  /** The value of a secret that muster.yaml names; null when it is not set. */
  readonly secret: (name: string) => string | null;
  /** Every value that `secret` gave away so far. */
  readonly givenSecrets: () => readonly string[];
};

export type SlackAccess = { readonly botToken: string; readonly apiUrl: string } & (
  | { readonly mode: "socket"; readonly appToken: string }
  | { readonly mode: "http"; readonly signingSecret: string }
);

/** Settings and the way to Slack: what the bot needs to run. */
export type Environment = Settings & {
  readonly slack: SlackAccess;
  /** Whether traces are exported. */
  readonly traces: boolean;
};

/** What is wrong with a variable; the value of a secret is never in it. */
type VariableProblem = {
  readonly variable: Variable;
  readonly message: string;
  readonly fix: string;
};

export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly VariableProblem[] };

type Given = Readonly<Record<string, string | undefined>>;

/** What the bot needs to run. */
export function readEnvironment(given: Given): Reading<Environment> {
  const variables = parse(given);
  if (!variables.ok) return variables;
  const slack = toSlackAccess(variables.value);
  if (!slack.ok) return slack;
  const traces = wantsTraces(given);
  return { ok: true, value: { ...toSettings(variables.value, given), slack: slack.value, traces } };
}

/** What commands need that never talk to Slack. */
export function readSettings(given: Given): Reading<Settings> {
  const variables = parse(given);
  return variables.ok ? { ok: true, value: toSettings(variables.value, given) } : variables;
}

function parse(given: Given): Reading<Variables> {
  const filled = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value?.trim() !== ""),
  );
  const parsed = Variables.safeParse(filled);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const variable = Variables.keyof().parse(path[0]);
    return { variable, message: describeValue(variable, filled[variable]), fix: message };
  });
  return { ok: false, problems };
}

function toSettings(variables: Variables, given: Given): Settings {
  return {
    configPath: variables.MUSTER_CONFIG,
    dataDir: variables.MUSTER_DATA_DIR,
    databaseUrl: variables.DATABASE_URL ?? null,
    migrationUrl: variables.DATABASE_MIGRATION_URL ?? null,
    host: variables.HOST,
    port: variables.PORT,
    logLevel: variables.LOG_LEVEL,
    ...rememberSecrets((name) => given[name]?.trim() || null),
  };
}

/** Whatever is asked for by this door is a secret, so nobody has to list them. */
function rememberSecrets(find: Settings["secret"]): Pick<Settings, "secret" | "givenSecrets"> {
  const values = new Set<string>();
  return {
    secret: (name) => {
      const value = find(name);
      if (value !== null) values.add(value);
      return value;
    },
    givenSecrets: () => [...values],
  };
}

function toSlackAccess(variables: Variables): Reading<SlackAccess> {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
  } = variables;
  const connection = chooseMode(appToken, signingSecret);
  if (botToken !== undefined && connection !== null) {
    return { ok: true, value: { botToken, apiUrl, ...connection } };
  }
  const problems = [
    ...(botToken === undefined
      ? [notSet("SLACK_BOT_TOKEN", "set it to the bot token (xoxb-…)")]
      : []),
    ...(connection === null
      ? [
          notSet(
            "SLACK_APP_TOKEN",
            "set it to the app-level token (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode",
          ),
        ]
      : []),
  ];
  return { ok: false, problems };
}

function chooseMode(appToken: string | undefined, signingSecret: string | undefined) {
  if (appToken !== undefined) return { mode: "socket", appToken } as const;
  if (signingSecret !== undefined) return { mode: "http", signingSecret } as const;
  return null;
}

function notSet(variable: Variable, what: string): VariableProblem {
  return { variable, message: `${variable} is not set`, fix: `${what}; ${CONNECTING}` };
}

function describeValue(variable: Variable, value: string | undefined): string {
  const isSecret = Variables.shape[variable].meta()?.format === "password";
  return isSecret ? `${variable} cannot be used` : `${variable} cannot be ${JSON.stringify(value)}`;
}

/** The format keeps the value out of every message. */
function secret(shape: RegExp, hint: string): z.ZodOptional<z.ZodString> {
  return Text.regex(shape, hint).optional().meta({ title: "secret", format: "password" });
}
