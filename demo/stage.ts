import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { z } from "zod";
import { startApp } from "#app/app.ts";
import { Refusal } from "#app/refusal.ts";
import { readEnvironment } from "#config/environment.ts";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import { createLogger } from "#telemetry/logger.ts";

/** The workspace and the bot, running, and where they are. */
export type Stage = {
  readonly slackUrl: string;
  readonly botUrl: string;
  /** Where alerts go, and what they must present. */
  readonly hook: string;
  readonly token: string;
  readonly startedAt: string;
  /** Holds everything that the demo writes. */
  readonly folder: string;
  /** Stops both and removes the folder. */
  readonly stop: () => Promise<void>;
};

type Given = Readonly<Record<string, string | undefined>>;

const TOKEN = "demo";
const Port = z.coerce.number().int().min(0).max(65_535);

/** Starts both, or nothing. Throws Refusal. */
export async function startStage(given: Given): Promise<Stage> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "muster-demo-"));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const sandbox = await openWorkspace(given["SANDBOX_PORT"]?.trim() || "8081");
  started.defer(sandbox.close);
  const token = given["MUSTER_WEBHOOK_TOKEN"]?.trim() || TOKEN;
  const bot = await startBot(sandbox, folder, { ...given, MUSTER_WEBHOOK_TOKEN: token });
  started.defer(bot.stop);
  const all = started.move();
  return {
    slackUrl: sandbox.url,
    botUrl: bot.url,
    hook: `${bot.url}/hooks/alertmanager`,
    token,
    startedAt: new Date().toISOString(),
    folder,
    stop: () => all.disposeAsync(),
  };
}

async function openWorkspace(wanted: string): Promise<Sandbox> {
  const port = Port.safeParse(wanted);
  if (!port.success) {
    throw new Refusal([`SANDBOX_PORT cannot be "${wanted}": give a number from 0 to 65535.`]);
  }
  try {
    return await startSandbox({
      port: port.data,
      manifest: besides("../manifest.yml"),
      workspace: besides("workspace.yaml"),
      // People type what a machine would press within the three seconds that Slack allows.
      triggerSeconds: "relaxed",
    });
  } catch (error) {
    const line = error instanceof Error ? error.message : String(error);
    throw new Refusal([line], { cause: error });
  }
}

type Bot = { readonly url: string; readonly stop: () => Promise<void> };

/** The bot with nothing of the caller's but port, log level and token: no real Slack, no real database. */
async function startBot(sandbox: Sandbox, folder: string, given: Given): Promise<Bot> {
  const config = path.join(folder, "muster.yaml");
  const text = await readFile(besides("muster.yaml"), "utf8");
  await writeFile(config, text);
  const environment = readEnvironment({
    SLACK_API_URL: sandbox.apiUrl,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    MUSTER_CONFIG: config,
    MUSTER_DATA_DIR: path.join(folder, "data"),
    MUSTER_WEBHOOK_TOKEN: given["MUSTER_WEBHOOK_TOKEN"],
    PORT: given["PORT"],
    LOG_LEVEL: given["LOG_LEVEL"],
  });
  if (!environment.ok) {
    throw new Refusal(environment.problems.map(({ message, fix }) => `${message}: ${fix}.`));
  }
  const destination = pino.destination({ dest: logFile({ folder }), sync: true });
  const logger = createLogger({ level: environment.value.logLevel, destination });
  const app = await startApp(environment.value, { logger });
  const url = `http://127.0.0.1:${app.port}`;
  // Links to runbooks need the address, which is known only now.
  await writeFile(config, `${text}\npublicUrl: ${url}\n`);
  await app.configured.reload();
  return { url, stop: app.stop };
}

export function logFile({ folder }: Pick<Stage, "folder">): string {
  return path.join(folder, "muster.log");
}

function besides(file: string): string {
  return path.join(import.meta.dirname, file);
}
