import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { Refusal } from "#app/refusal.ts";
import type { Storyteller } from "#sandbox/live/story.ts";
import { type Sandbox, startSandbox } from "#sandbox/sandbox.ts";
import type { Database } from "#store/database/database.ts";
import { type Alertmanager, startAlertmanager } from "./alertmanager/alertmanager.ts";
import { type Bot, startBot } from "./bot.ts";
import { startBudgetWatch } from "./clock/budget-watch.ts";
import { createDemoClock, type DemoClock } from "./clock/demo-clock.ts";
import { createFastForward } from "./clock/fast-forward.ts";
import { type Mailbox, startMailbox } from "./mailbox/mailbox.ts";
import { type Prometheus, startPrometheus } from "./prometheus/prometheus.ts";
import { createCurtain } from "./story/curtain.ts";
import { createStoryteller } from "./story/storyteller.ts";
import { startWitness } from "./story/witness.ts";

/** The workspace, the bot and who plays the rest of the world, running, and where they are. */
export type Stage = {
  readonly slackUrl: string;
  readonly botUrl: string;
  readonly prometheusUrl: string;
  /** Where alerts go, and what they must present. */
  readonly hook: string;
  readonly token: string;
  readonly startedAt: string;
  readonly logFile: string;
  readonly alertmanager: Alertmanager;
  /** Waits until the workspace's page can be shown; fails when it cannot be built. */
  readonly page: () => Promise<void>;
  /** Stops everything and removes what was written. */
  readonly stop: () => Promise<void>;
};

type Given = Readonly<Record<string, string | undefined>>;

const TOKEN = "demo";
const Port = z.coerce.number().int().min(0).max(65_535);

type Wishes = {
  /** Told of the workspace's page as soon as it can be opened. */
  readonly onPage?: (address: string) => void;
  /** One that is migrated and has a clock that can be pushed, in place of an embedded one. */
  readonly database?: Database;
};

/** Starts all of them, or nothing. Throws Refusal. */
export async function startStage(given: Given, { onPage, database }: Wishes = {}): Promise<Stage> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), "muster-demo-"));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const [clock, curtain] = [createDemoClock(), createCurtain()];
  const sandbox = await openWorkspace(given["SANDBOX_PORT"]?.trim() || "8081", clock, curtain);
  started.defer(sandbox.close);
  onPage?.(sandbox.url);
  // Built while Muster starts; who waits for it hears of what fails.
  void sandbox.page().catch(() => undefined);
  const token = given["MUSTER_WEBHOOK_TOKEN"]?.trim() || TOKEN;
  const mailbox = await startMailbox(clock.now);
  started.defer(mailbox.stop);
  const prometheus = await startPrometheus(clock.now);
  started.defer(prometheus.stop);
  const moment = { startedAt: clock.now(), mailPort: mailbox.port, prometheusUrl: prometheus.url };
  const around = { sandbox, folder, database, ...moment };
  const bot = await startBot(around, { ...given, MUSTER_WEBHOOK_TOKEN: token });
  started.defer(bot.stop);
  const hook = `${bot.url}/hooks/alertmanager`;
  const changes = `${bot.url}/hooks/changes`;
  const alertmanager = startAlertmanager({ hook, changes, token, prometheus, now: clock.now });
  started.defer(alertmanager.stop);
  const places = { slackUrl: sandbox.url, botUrl: bot.url, logFile: bot.logFile };
  started.defer(tellStory({ bot, clock, alertmanager, mailbox, prometheus, places }, curtain.open));
  const all = started.move();
  const startedAt = new Date(clock.now()).toISOString();
  return {
    ...places,
    prometheusUrl: prometheus.url,
    hook,
    token,
    startedAt,
    alertmanager,
    page: sandbox.page,
    stop: () => all.disposeAsync(),
  };
}

async function openWorkspace(
  wanted: string,
  { now }: DemoClock,
  storyteller: Storyteller,
): Promise<Sandbox> {
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
      storyteller,
      now,
    });
  } catch (error) {
    const line = error instanceof Error ? error.message : String(error);
    throw new Refusal([line], { cause: error });
  }
}

type Cast = {
  readonly bot: Bot;
  readonly clock: DemoClock;
  readonly alertmanager: Alertmanager;
  readonly mailbox: Mailbox;
  readonly prometheus: Prometheus;
  readonly places: Pick<Stage, "slackUrl" | "botUrl" | "logFile">;
};

/** The story that the page shows beside the chat; answers how it is stopped. */
function tellStory(
  { bot, clock, alertmanager, mailbox, prometheus, places }: Cast,
  tell: (storyteller: Storyteller) => void,
): () => Promise<void> {
  const witness = startWitness({ ...places, graphsSeen: prometheus.graphsSeen });
  const { database } = bot;
  const budgets = startBudgetWatch({ bot, now: clock.now, firing: alertmanager.firing });
  async function beat(): Promise<void> {
    await alertmanager.beat();
    await budgets.beat();
  }
  const fastForward = createFastForward({ database, clock, beat });
  const people = { clock, fastForward, alertmanager, mailbox, prometheus, witness };
  tell(createStoryteller({ ...places, ...people, bot }));
  return async () => {
    await fastForward.stop();
    await budgets.stop();
    await witness.stop();
  };
}

function besides(file: string): string {
  return path.join(import.meta.dirname, file);
}
