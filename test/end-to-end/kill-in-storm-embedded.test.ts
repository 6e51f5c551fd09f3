import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { openDatabase } from "#store/database/database.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { silent } from "#test/support/database-template.ts";
import { freePort, slackVariables, start, writeConfiguration } from "#test/support/process.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";
import {
  type Aftermath,
  calmAfter,
  countMessages,
  lookAround,
  raise,
  stormConfiguration,
} from "#test/support/storm.ts";

/** Named by STORM_SEED, the same moments come again. */
const seed = Number(process.env["STORM_SEED"] ?? randomInt(1_000_000));
const VERY_SLOW = { timeout: 240_000 };
const STORM = { groups: 3, alertsInGroup: 3 };
const KILLS = 2;
/** What a kill left unclear is left alone for ten seconds. */
const QUIET_MS = 11_000;
const PATIENCE = { timeout: 120_000, interval: 1000 };

type Environment = Readonly<Record<string, string>>;

/** Kills the program at a moment of its life, in percent of what its start took. */
async function startAndKill(environment: Environment, life: number): Promise<void> {
  const launched = performance.now();
  const muster = await start(environment);
  await wait(((performance.now() - launched) * life) / 100);
  muster.signal("SIGKILL");
  await muster.ended;
}

/** Lets the program live until Slack shows so many messages and hears no more, ends it as an operator would, and looks at what it left. */
async function startAndEnd(
  environment: Environment,
  slack: Slack,
  { raised, messages }: { readonly raised: Promise<void>; readonly messages: number },
): Promise<Aftermath> {
  const muster = await start(environment);
  await raised;
  await expect.poll(() => countMessages(slack), PATIENCE).toBeGreaterThanOrEqual(messages);
  await expect.poll(() => isQuiet(slack), PATIENCE).toBe(true);
  muster.signal("SIGTERM");
  expect(await muster.ended).toEqual({ code: 0, complaint: "" });
  const dataDir = environment["MUSTER_DATA_DIR"] ?? "";
  const database = await openDatabase({ dataDir, logger: silent });
  const aftermath = await lookAround(database, slack);
  await database.close();
  return aftermath;
}

/** Whether Slack hears nothing for a moment: there is nothing more to do. */
async function isQuiet(slack: Slack): Promise<boolean> {
  const before = (await slack.calls()).length;
  await wait(QUIET_MS);
  return (await slack.calls()).length === before;
}

describe(`a storm of alerts on the embedded database (STORM_SEED=${seed})`, () => {
  it(
    `is told once and completely by a program that is killed ${KILLS} times`,
    VERY_SLOW,
    async () => {
      const sandbox = await startSandbox({ manifest: "manifest.yml", seed: WORKSPACE });
      onTestFinished(sandbox.close);
      const slack = slackOf(sandbox.url, sandbox.botToken);
      await slack.act("faults", {
        kind: "late",
        method: "chat.postMessage",
        delay: 200,
        count: 20,
      });
      const port = await freePort();
      const environment = {
        ...(await writeConfiguration(JSON.stringify(stormConfiguration({ stormAbove: 50 })))),
        ...slackVariables(sandbox),
        MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
        PORT: String(port),
      };
      const raised = raise(`http://127.0.0.1:${port}/hooks/prod`, STORM);
      const calm = calmAfter(STORM);

      const lives = fc.integer({ min: 5, max: 60 });
      for (const life of fc.sample(lives, { seed, numRuns: KILLS, unbiased: true })) {
        await startAndKill(environment, life);
      }
      const messages = calm.told.length;
      const aftermath = await startAndEnd(environment, slack, { raised, messages });

      expect(aftermath).toEqual(calm);
    },
  );
});
