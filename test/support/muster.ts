import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Duration } from "luxon";
import { expect } from "vitest";
import { type App, startApp } from "#app/app.ts";
import { readEnvironment } from "#config/environment.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "#sandbox/sandbox.ts";
import { createLogger } from "#telemetry/logger.ts";
import type { TestDatabase } from "./database.ts";
import { type Slack, slackOf } from "./slack.ts";

/** The whole program with its sandbox workspace, as a test talks to it. */
export type TestMuster = {
  readonly slack: Slack;
  readonly url: string;
  /** Sends a webhook as Alertmanager would; answers the status. */
  readonly alert: (...alerts: readonly TestAlert[]) => Promise<number>;
  /** Pushes the clock. */
  readonly pass: (duration: object) => Promise<void>;
  /** Stops the program and starts it again on the same database and workspace. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Everything that was logged, one JSON line each. */
  readonly log: () => readonly string[];
};

export type TestAlert = {
  readonly alertname: string;
  readonly resolved?: boolean;
  readonly startsAt?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
};

export type MusterOptions = {
  /** What muster.yaml says beyond the usual two people, one team and one service. */
  readonly configuration?: object;
  readonly sandbox?: Partial<SandboxOptions>;
  readonly mode?: "socket" | "http";
};

const TOKEN = "a-webhook-secret-for-tests";
/** A few minutes ago; the database's clock starts at the present. */
const STARTED = new Date(Date.now() - 5 * 60_000).toISOString();

/** People and channels of the workspace; the ids are also what muster.yaml names. */
const WORKSPACE = {
  users: [
    { id: "U00000ANN", name: "ann", real_name: "Ann Arbor", tz: "Europe/London" },
    { id: "U00000BOB", name: "bob", real_name: "Bob Bell", tz: "America/New_York" },
    { id: "U00000EVE", name: "eve", real_name: "Eve Moss" },
    { id: "U000GUEST", name: "guest", real_name: "Gus Guest", is_restricted: true },
    { id: "U0STRANGE", name: "stranger", real_name: "Sam Stranger", team: "T0000OTHER" },
    { id: "U00000OLD", name: "old", real_name: "Olga Old", deleted: true },
  ],
  channels: [
    { name: "general", members: ["ann", "bob", "eve"] },
    { name: "team-checkout", members: ["ann", "bob"], bot: true },
    { name: "fallback", members: ["eve"], bot: true },
  ],
};

const CONFIGURATION = {
  people: {
    ann: { name: "Ann", slack: "U00000ANN" },
    bob: { name: "Bob", slack: "U00000BOB" },
    eve: { name: "Eve", slack: "U00000EVE", admin: true },
  },
  teams: { checkout: { name: "Checkout", channel: "#team-checkout", members: ["ann", "bob"] } },
  services: {
    checkout: {
      name: "Checkout",
      team: "checkout",
      policy: "checkout",
      runbook: "latency",
      dashboards: [
        { title: "Checkout", url: "https://grafana.example/d/checkout?from={from}&to={to}" },
      ],
    },
  },
  policies: {
    checkout: {
      levels: [{ notify: [{ person: "ann" }] }, { notify: [{ person: "bob" }] }],
      repeat: { times: 0 },
    },
  },
  routes: { service: "checkout" },
  sources: { prod: { type: "alertmanager", heartbeat: undefined } },
  publicUrl: "https://muster.example",
  slack: { channelsPerMinute: 6000 },
};

export async function startMuster(
  database: TestDatabase,
  options: MusterOptions = {},
): Promise<TestMuster> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-test-"));
  const configPath = path.join(folder, "muster.yaml");
  // JSON is YAML.
  await writeFile(configPath, JSON.stringify({ ...CONFIGURATION, ...options.configuration }));
  const log: string[] = [];
  const logger = createLogger({ level: "info", destination: { write: (line) => log.push(line) } });
  const port = options.mode === "http" ? await freePort() : 0;
  const sandbox = await startSandbox({
    manifest: "test/sandbox/manifest.yml",
    seed: WORKSPACE,
    triggerSeconds: "relaxed",
    ...(options.mode === "http" && { http: httpMode(port) }),
    ...options.sandbox,
  });
  const environment = environmentFor(sandbox, { mode: options.mode ?? "socket", configPath, port });
  let app: App = await startApp(environment, { database, logger });
  return {
    slack: slackOf(sandbox.url),
    get url() {
      return `http://127.0.0.1:${app.port}`;
    },
    alert: (...alerts) => post(`http://127.0.0.1:${app.port}/hooks/prod`, alerts),
    pass: (duration) => database.clock.advance(Duration.fromObject(duration)),
    restart: async () => {
      await app.stop();
      app = await startApp(environment, { database, logger });
    },
    stop: async () => {
      await app.stop();
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
    log: () => log,
  };
}

function httpMode(port: number): { requestUrl: string; signingSecret: string } {
  return { requestUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret: "a-signing-secret" };
}

function environmentFor(
  sandbox: Sandbox,
  { mode, configPath, port }: { mode: "socket" | "http"; configPath: string; port: number },
): Parameters<typeof startApp>[0] {
  const read = readEnvironment({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_API_URL: sandbox.apiUrl,
    ...(mode === "socket"
      ? { SLACK_APP_TOKEN: sandbox.appToken }
      : { SLACK_SIGNING_SECRET: sandbox.signingSecret }),
    MUSTER_CONFIG: configPath,
    MUSTER_WEBHOOK_TOKEN: TOKEN,
    PORT: String(port),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

async function post(url: string, alerts: readonly TestAlert[]): Promise<number> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify(webhook(alerts)),
  });
  return answer.status;
}

/** One group's webhook, as Alertmanager sends it. */
function webhook(alerts: readonly TestAlert[]): object {
  const firing = alerts.some(({ resolved }) => resolved !== true);
  return {
    version: "4",
    receiver: "muster",
    groupKey: `{}:{alertname="${alerts[0]?.alertname}"}`,
    status: firing ? "firing" : "resolved",
    truncatedAlerts: 0,
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://alertmanager.example",
    alerts: alerts.map((alert) => ({
      status: alert.resolved === true ? "resolved" : "firing",
      labels: { alertname: alert.alertname, severity: "critical", ...alert.labels },
      annotations: { summary: `${alert.alertname} is wrong`, ...alert.annotations },
      startsAt: alert.startsAt ?? STARTED,
      endsAt: alert.resolved === true ? new Date().toISOString() : "0001-01-01T00:00:00Z",
      generatorURL: "http://prometheus.example/graph",
    })),
  };
}

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Waits until a look at the workspace passes; its last failure is the test's. */
export async function eventually(look: () => Promise<void> | void): Promise<void> {
  await expect.poll(async () => (await look(), true), { timeout: 15_000, interval: 50 }).toBe(true);
}
