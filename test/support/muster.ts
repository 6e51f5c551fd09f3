import { once } from "node:events";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Duration } from "luxon";
import { type App, startApp } from "#app/app.ts";
import { secretsOf } from "#app/secrets.ts";
import { readEnvironment } from "#config/environment.ts";
import { IncidentId, type Incident, type TimelineEntry } from "#domain/incident/incident.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "#sandbox/sandbox.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { createLogger } from "#telemetry/logger.ts";
import { CONFIGURATION, WORKSPACE } from "./acme.ts";
import { sendAlerts, type TestAlert, WEBHOOK_TOKEN } from "./alerts.ts";
import type { TestDatabase } from "./database.ts";
import { eventually } from "./eventually.ts";
import { linesWithSecrets } from "./secrets-in-logs.ts";
import { pushClock, settle } from "./settle.ts";
import { refusedForForm, type Slack, slackOf } from "./slack.ts";

/** The whole program with its sandbox workspace, as a test talks to it. */
export type TestMuster = {
  readonly slack: Slack;
  readonly url: string;
  /** Sends one group's webhook as Alertmanager would; answers the status. */
  readonly alert: (...alerts: readonly TestAlert[]) => Promise<number>;
  /** Waits until all is done that is due, and pushes the clock over what Slack's pace puts off. */
  readonly settle: () => Promise<void>;
  /** Pushes the clock as soon as nobody is at work, so that what an answer of Slack put off is on record by then. */
  readonly push: (duration: object) => Promise<void>;
  /** Settles, pushes the clock, and settles again. */
  readonly pass: (duration: object) => Promise<void>;
  readonly incident: (id: number) => Promise<Incident | null>;
  readonly timeline: (id: number) => Promise<readonly TimelineEntry[]>;
  /** Looks at error budgets, as is done every minute. */
  readonly lookAtBudgets: () => Promise<void>;
  /** Writes muster.yaml anew, with these parts replaced; answers whether it was taken. */
  readonly configure: (changes: object) => Promise<boolean>;
  /** Stops the program; database and workspace stay. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /**
   * Ends everything; throws when Slack refused something that the bot sent for its form or a missing scope, and when
   * a secret was logged.
   */
  readonly stop: () => Promise<void>;
  /** Everything that was logged, one JSON line each. */
  readonly log: () => readonly string[];
};

export type MusterOptions = {
  /** What muster.yaml says beyond the usual two people, one team and one service. */
  readonly configuration?: object;
  readonly sandbox?: Partial<SandboxOptions>;
  readonly mode?: "socket" | "http";
  /** More environment variables, such as secrets that the configuration names. */
  readonly environment?: Readonly<Record<string, string>>;
};

type Mode = NonNullable<MusterOptions["mode"]>;

export async function startMuster(
  database: TestDatabase,
  {
    configuration = {},
    sandbox: wishes = {},
    mode = "socket",
    environment: more = {},
  }: MusterOptions = {},
): Promise<TestMuster> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-test-"));
  const configPath = path.join(folder, "muster.yaml");
  await symlink(path.resolve("runbooks"), path.join(folder, "runbooks"));
  await writeConfiguration(configPath, configuration);
  const log: string[] = [];
  const logger = createLogger({ level: "info", destination: { write: (line) => log.push(line) } });
  const port = mode === "http" ? await freePort() : 0;
  let ahead = 0;
  const sandbox = await startSandbox({
    manifest: "manifest.yml",
    seed: WORKSPACE,
    // Slack's own patience is three seconds, which a busy machine needs for itself.
    triggerSeconds: "relaxed",
    ackWithinMs: 30_000,
    // Bolt compares signatures with the computer's clock.
    ...(mode === "http" ? { http: httpMode(port) } : { now: () => Date.now() + ahead }),
    ...wishes,
  });
  const slack = slackOf(sandbox.url, sandbox.botToken);
  const environment = environmentFor(sandbox, { mode, configPath, port, more });
  let app: App | null = null;

  function onPush(milliseconds: number): void {
    ahead += milliseconds;
  }
  function url(): string {
    return `http://127.0.0.1:${app?.port}`;
  }
  async function push(duration: object): Promise<void> {
    await pushClock(database, Duration.fromObject(duration).as("seconds"), onPush);
  }
  async function up(): Promise<void> {
    app = await startApp(environment, { database, logger });
    await untilReady(url(), slack, mode);
  }
  async function down(): Promise<void> {
    await app?.stop();
    app = null;
  }

  await up();
  return {
    slack,
    get url() {
      return url();
    },
    alert: (...alerts) => sendAlerts(`${url()}/hooks/prod`, alerts),
    settle: () => settle(database, onPush),
    push,
    pass: async (duration) => {
      await settle(database, onPush);
      await push(duration);
      await settle(database, onPush);
    },
    incident: (id) => readIncident(database.kysely, IncidentId.parse(id)),
    timeline: (id) => readTimeline(database.kysely, IncidentId.parse(id)),
    lookAtBudgets: async () => await app?.lookAtBudgets(),
    configure: async (changes) => {
      await writeConfiguration(configPath, { ...configuration, ...changes });
      return (await app?.configured.reload()) ?? false;
    },
    down,
    up,
    restart: async () => {
      await down();
      await up();
    },
    stop: async () => {
      await down();
      const refused = refusedForForm(await slack.calls());
      const leaks = linesWithSecrets(log, secretsOf(environment));
      await sandbox.close();
      await rm(folder, { recursive: true });
      if (refused.length > 0) throw new Error(`Slack refused: ${JSON.stringify(refused)}`);
      if (leaks.length > 0) throw new Error(`Secrets were logged: ${leaks.join("")}`);
    },
    log: () => log,
  };
}

/** JSON is YAML. */
async function writeConfiguration(file: string, changes: object): Promise<void> {
  await writeFile(file, JSON.stringify({ ...CONFIGURATION, ...changes }));
}

/** Ready, and connected in Socket Mode: from then on a press reaches it. */
async function untilReady(url: string, slack: Slack, mode: Mode): Promise<void> {
  await eventually(async () => {
    const { status } = await fetch(`${url}/readyz`);
    if (status !== 200) throw new Error(`not ready: ${status}`);
    const { app } = await slack.state();
    if (mode === "socket" && app.connections === 0) throw new Error("not connected");
  });
}

function httpMode(port: number): { requestUrl: string; signingSecret: string } {
  return { requestUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret: "a-signing-secret" };
}

type EnvironmentWishes = {
  readonly mode: Mode;
  readonly configPath: string;
  readonly port: number;
  readonly more: Readonly<Record<string, string>>;
};

function environmentFor(
  sandbox: Sandbox,
  { mode, configPath, port, more }: EnvironmentWishes,
): Parameters<typeof startApp>[0] {
  const read = readEnvironment({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_API_URL: sandbox.apiUrl,
    ...(mode === "socket"
      ? { SLACK_APP_TOKEN: sandbox.appToken }
      : { SLACK_SIGNING_SECRET: sandbox.signingSecret }),
    MUSTER_CONFIG: configPath,
    MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    PORT: String(port),
    ...more,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
