import { fileURLToPath } from "node:url";
import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "#sandbox/sandbox.ts";

export const MANIFEST = fileURLToPath(new URL("manifest.yml", import.meta.url));

/** Five colleagues, a guest, a stranger, somebody who left, and a robot. */
const SEED: NonNullable<SandboxOptions["seed"]> = {
  users: [
    { id: "U0ANNA00001", name: "anna", real_name: "Anna Kowalska", email: "anna@example.com" },
    { id: "U0BEN000002", name: "ben", email: "ben@example.com", tz: "America/New_York" },
    { id: "U0CHLOE0003", name: "chloe", email: "chloe@example.com", tz: "Asia/Kolkata" },
    { id: "U0GUEST0004", name: "guest", email: "guest@example.com", is_restricted: true },
    { id: "U0STRAN0005", name: "stranger", email: "s@elsewhere.example", team: "elsewhere" },
    { id: "U0GONE00006", name: "gone", email: "gone@example.com", deleted: true },
    { id: "U0ROBOT0007", name: "robot", is_bot: true },
  ],
  channels: [
    { id: "C0GENERAL01", name: "general" },
    { id: "C0OPS000002", name: "ops", bot: true, members: ["anna", "ben", "guest"] },
    { id: "C0QUIET0003", name: "quiet", members: ["anna"] },
    { id: "C0SECRET004", name: "secret", is_private: true, members: ["anna"] },
    { id: "C0VAULT0005", name: "vault", is_private: true, bot: true, members: ["anna"] },
    { id: "C0OLD000006", name: "old", archived: true, bot: true, members: ["anna"] },
  ],
  usergroups: [{ id: "S0ONCALL001", handle: "on-call", users: ["anna"] }],
};

export const OPS = "C0OPS000002";
export const QUIET = "C0QUIET0003";
export const SECRET = "C0SECRET004";
export const VAULT = "C0VAULT0005";
export const OLD = "C0OLD000006";
export const ANNA = "U0ANNA00001";
export const BEN = "U0BEN000002";
export const CHLOE = "U0CHLOE0003";

// oxlint-disable-next-line typescript/no-explicit-any -- Answers are looked into with expect, not typed.
export type Answer = Record<string, any>;

export type Bench = {
  readonly sandbox: Sandbox;
  readonly client: WebClient;
  readonly clock: { readonly advance: (ms: number) => void };
  /** One thing done through the control API. */
  readonly act: (name: string, given?: Answer) => Promise<Answer>;
  readonly state: () => Promise<Answer>;
  readonly channel: (name: string) => Promise<Answer>;
  readonly log: (since?: number) => Promise<readonly Answer[]>;
};

/** A sandbox of one's own with a clock that stands still until it is advanced. */
export async function workbench(options: Partial<SandboxOptions> = {}): Promise<Bench> {
  let now = Date.parse("2026-11-20T10:00:00Z");
  const seed = { ...SEED, ...options.seed };
  const sandbox = await startSandbox({ manifest: MANIFEST, now: () => now, ...options, seed });
  onTestFinished(() => sandbox.close());

  async function get(path: string): Promise<Answer> {
    const response = await fetch(`${sandbox.url}/_control/${path}`);
    return (await response.json()) as Answer;
  }

  return {
    sandbox,
    client: clientFor(sandbox, sandbox.botToken),
    clock: {
      advance(ms) {
        now += ms;
      },
    },
    async act(name, given = {}) {
      const body = JSON.stringify(given);
      const response = await fetch(`${sandbox.url}/_control/${name}`, { method: "POST", body });
      return (await response.json()) as Answer;
    },
    state: () => get("state"),
    async channel(name) {
      const { channels } = await get("state");
      return channels.find((channel: Answer) => channel["name"] === name);
    },
    async log(since = 0) {
      const { entries } = await get(`log?since=${since}`);
      return entries;
    },
  };
}

export function clientFor(sandbox: Sandbox, token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silence(),
  });
}

type Call = Omit<RequestInit, "headers"> & {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A raw call, for what the SDK would never send. */
export async function call({ sandbox }: Bench, method: string, init: Call = {}): Promise<Response> {
  const { query = "", headers, ...rest } = init;
  return fetch(`${sandbox.apiUrl}${method}${query}`, {
    method: "POST",
    ...rest,
    headers: { authorization: `Bearer ${sandbox.botToken}`, ...headers },
  });
}

/** The code with which a call was refused; null when it was not. */
export async function errorOf(refused: Promise<unknown>): Promise<string | null> {
  try {
    await refused;
    return null;
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? String(error);
  }
}

export function silence(): Logger {
  return {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    getLevel: () => LogLevel.ERROR,
    setName() {},
  };
}

export function section(text: string): { type: "section"; text: { type: "mrkdwn"; text: string } } {
  return { type: "section", text: { type: "mrkdwn", text } };
}
