import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import * as fc from "fast-check";
import { Duration } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import {
  type Ending,
  freePort,
  slackVariables,
  start,
  writeConfiguration,
} from "#test/support/process.ts";
import { settle } from "#test/support/settle.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";
import { calmAfter, lookAround, raiseGroup, stormConfiguration } from "#test/support/storm.ts";

/** Named by STORM_SEED, the same moments come again. */
const seed = Number(process.env["STORM_SEED"] ?? randomInt(1_000_000));
const VERY_SLOW = { timeout: 240_000 };
// Each look reads the whole workspace, which the program needs the processor for.
const PATIENCE = { timeout: 180_000, interval: 400 };

/** Longer than a dead worker keeps its lanes, and than an unclear send is left alone. */
const LATER = Duration.fromObject({ seconds: 11 });

const KILLS = 3;
const ALERTS_IN_GROUP = 3;

/** How long the program lives each time, in percent of what its start took: a slow machine gets as far. */
function lives(times: number): readonly number[] {
  return fc.sample(fc.integer({ min: 5, max: 120 }), { seed, numRuns: times, unbiased: true });
}

type Ended = { readonly pid: number; readonly ending: Ending };

type Scene = {
  readonly slack: Slack;
  readonly hook: string;
  readonly startMuster: () => ReturnType<typeof start>;
  /** Starts the program and sends it a signal so much later. */
  readonly startAndEnd: (life: number, signal: "SIGKILL" | "SIGTERM") => Promise<Ended>;
  /** As if the program had been away for longer than anything waits. */
  readonly passWhileDead: () => Promise<void>;
  readonly settled: () => Promise<void>;
};

async function setScene(database: TestDatabase): Promise<Scene> {
  let ahead = 0;
  const sandbox = await startSandbox({
    manifest: "manifest.yml",
    seed: WORKSPACE,
    now: () => Date.now() + ahead,
  });
  onTestFinished(sandbox.close);
  const slack = slackOf(sandbox.url, sandbox.botToken);
  // What was done and not yet answered is what a kill leaves unclear.
  await slack.act("faults", { kind: "late", method: "chat.postMessage", delay: 200, count: 1000 });
  await slack.act("faults", { kind: "late", method: "conversations.create", delay: 500, count: 9 });
  const port = await freePort();
  const environment = {
    ...(await writeConfiguration(JSON.stringify(stormConfiguration({ stormAbove: 50 })))),
    ...slackVariables(sandbox),
    DATABASE_URL: database.url ?? "",
    MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    PORT: String(port),
  };
  function onPush(milliseconds: number): void {
    ahead += milliseconds;
  }
  return {
    slack,
    hook: `http://127.0.0.1:${port}/hooks/prod`,
    startMuster: () => start(environment),
    startAndEnd: async (life, signal) => {
      const launched = performance.now();
      const muster = await start(environment);
      await wait(((performance.now() - launched) * life) / 100);
      muster.signal(signal);
      return { pid: muster.pid, ending: await muster.ended };
    },
    passWhileDead: async () => {
      await database.clock.advance(LATER);
      onPush(LATER.toMillis());
    },
    settled: async () => {
      await expect
        .poll(() => settle(database, onPush).then(() => true, String), PATIENCE)
        .toBe(true);
    },
  };
}

withPostgres(`a storm of alerts (STORM_SEED=${seed})`, (open) => {
  it(
    `is told once and completely by a program that is killed ${KILLS} times and told to end once`,
    { tags: ["F40", "F54"], ...VERY_SLOW },
    async ({ annotate }) => {
      const database = await open();
      const scene = await setScene(database);
      let groups = 0;
      const raised: Promise<unknown>[] = [];
      /** One more group, so that each life has work that none before it could have done. */
      function raiseMore(): void {
        groups += 1;
        raised.push(raiseGroup(scene.hook, groups, ALERTS_IN_GROUP));
      }

      const [last = 0, ...others] = lives(KILLS + 1);
      raiseMore();
      for (const life of others) {
        raiseMore();
        await scene.startAndEnd(life, "SIGKILL");
        await scene.passWhileDead();
      }
      raiseMore();
      // After ten seconds it would have given up, with 1.
      const { pid, ending } = await scene.startAndEnd(last, "SIGTERM");
      expect(ending).toEqual({ code: 0, complaint: "" });
      expect(await lanesLeasedBy(database, pid)).toEqual([]);
      raiseMore();
      await scene.startMuster();
      await Promise.all(raised);
      await scene.settled();

      const storm = { groups, alertsInGroup: ALERTS_IN_GROUP };
      expect(await lookAround(database, scene.slack)).toEqual(calmAfter(storm));
      const alerts = groups * ALERTS_IN_GROUP;
      await annotate(`${KILLS} kills, ${alerts} alerts, 0 lost, 0 doubled`, "measured");
    },
  );
});

/** What it would keep from others for a while; what those that were killed had leased is not its doing. */
async function lanesLeasedBy({ kysely }: TestDatabase, pid: number): Promise<readonly object[]> {
  return await kysely
    .selectFrom("lane")
    .select("name")
    .where("leased_by", "like", `%/${pid}`)
    .execute();
}
