import fs from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { FileMigrationProvider } from "kysely/migration";
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Database } from "#store/database/database.ts";
import { migrate } from "#store/database/migrate.ts";
import { WORKSPACE } from "#test/support/acme.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { type Balancer, startBalancer } from "#test/support/balancer.ts";
import { silent } from "#test/support/database-template.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { slackVariables, writeConfiguration } from "#test/support/process.ts";
import { type Replica, replicaOf } from "#test/support/replica.ts";
import { settle } from "#test/support/settle.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";
import { calmAfter, lookAround, raiseGroup, stormConfiguration } from "#test/support/storm.ts";

const VERY_SLOW = { timeout: 480_000 };
const ALERTS_IN_GROUP = 3;
/** What people ask while one of both is gone. */
const COMMANDS = 5;

type Scene = {
  readonly slack: Slack;
  readonly balancer: Balancer;
  readonly replicas: readonly [Replica, Replica];
  readonly settled: () => Promise<void>;
};

async function setScene(database: TestDatabase): Promise<Scene> {
  let ahead = 0;
  const sandbox = await startSandbox({
    manifest: "manifest.yml",
    seed: WORKSPACE,
    now: () => Date.now() + ahead,
    // Slack's own patience is three seconds, which a busy machine needs for itself.
    ackWithinMs: 30_000,
  });
  onTestFinished(sandbox.close);
  const environment = {
    ...(await writeConfiguration(JSON.stringify(stormConfiguration({ stormAbove: 50 })))),
    ...slackVariables(sandbox),
    DATABASE_URL: database.url ?? "",
    MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
  };
  const replicas = [await replicaOf(environment), await replicaOf(environment)] as const;
  const balancer = await startBalancer(replicas.map(({ port }) => port));
  onTestFinished(balancer.close);
  return {
    slack: slackOf(sandbox.url, sandbox.botToken),
    balancer,
    replicas,
    settled: () => settle(database, (milliseconds) => (ahead += milliseconds)),
  };
}

/** Each replica has a connection of its own to Slack. */
async function untilConnected({ slack }: Scene, connections: number): Promise<void> {
  await eventually(async () => expect((await slack.state()).app.connections).toBe(connections));
}

/** Ann asks again and again; answers how often nobody took it. */
async function ask({ slack }: Scene, times: number): Promise<number> {
  let unanswered = 0;
  for (let time = 0; time < times; time += 1) {
    const command = { user: "ann", channel: "general", command: "/incident", text: "list" };
    if (!(await slack.act("command", command)).ok) unanswered += 1;
  }
  return unanswered;
}

/** What a newer version does to the schema before it starts, while this one goes on; it is not done before this is. */
async function migrateAhead(database: Database, meanwhile: () => Promise<void>): Promise<void> {
  const own = new FileMigrationProvider({ fs, path, migrationFolder: path.resolve("migrations") });
  const next = {
    up: async (db: Database["kysely"]) => {
      await sql`alter table incident add column from_the_future text`.execute(db);
      await sql`create table from_the_future (id integer)`.execute(db);
      await meanwhile();
    },
  };
  const provider = {
    getMigrations: async () => ({ ...(await own.getMigrations()), "9999-from-the-future": next }),
  };
  expect(await migrate(database, { logger: silent, provider })).toEqual(["9999-from-the-future"]);
}

withPostgres("two replicas behind one address", (open) => {
  it(
    "lose and double nothing while one is killed, a newer schema comes and both are restarted in turn: no command goes unanswered, and only who is being stopped fails to answer",
    { tags: ["F37", "F55"], ...VERY_SLOW },
    async ({ annotate }) => {
      const database = await open();
      const scene = await setScene(database);
      const { balancer, replicas, slack } = scene;
      const [first] = replicas;
      let groups = 0;
      const raised: Promise<unknown>[] = [];
      function raiseMore(): void {
        groups += 1;
        raised.push(raiseGroup(`${balancer.url}/hooks/prod`, groups, ALERTS_IN_GROUP));
      }
      /** Answers who answered anything but 200 during this, and until all that was raised was taken. */
      async function whoFailedDuring(part: () => Promise<unknown>): Promise<readonly number[]> {
        const before = balancer.answers().length;
        raiseMore();
        await part();
        await Promise.all(raised);
        const answers = balancer.answers().slice(before);
        expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(1);
        return [...new Set(answers.flatMap(({ by, status }) => (status === 200 ? [] : [by])))];
      }

      await Promise.all(replicas.map((replica) => replica.start()));
      await untilConnected(scene, 2);
      expect(await whoFailedDuring(scene.settled)).toEqual([]);

      const failedByKill = await whoFailedDuring(async () => {
        await first.end("SIGKILL");
        raiseMore();
        expect(await ask(scene, COMMANDS)).toBe(0);
        await first.start();
      });
      expect(failedByKill.filter((port) => port !== first.port)).toEqual([]);

      const failedByMigration = await whoFailedDuring(() =>
        migrateAhead(database, async () => {
          await Promise.all(raised);
          const before = balancer.answers().length;
          raiseMore();
          await eventually(() => expect(balancer.answers().length).toBeGreaterThan(before));
        }),
      );
      expect(failedByMigration).toEqual([]);

      for (const replica of replicas) {
        await untilConnected(scene, 2);
        const failed = await whoFailedDuring(async () => {
          expect(await ask(scene, 1)).toBe(0);
          const ending = replica.end("SIGTERM");
          raiseMore();
          await untilConnected(scene, 1);
          expect(await ask(scene, COMMANDS)).toBe(0);
          expect(await ending).toEqual({ code: 0, complaint: "" });
          await replica.start();
        });
        expect(failed.filter((port) => port !== replica.port)).toEqual([]);
      }
      await scene.settled();

      const storm = { groups, alertsInGroup: ALERTS_IN_GROUP };
      expect(await lookAround(database, slack)).toEqual(calmAfter(storm));
      const alerts = groups * ALERTS_IN_GROUP;
      await annotate(
        `1 kill, 2 restarts, ${alerts} alerts: 0 lost, 0 doubled, ${3 * COMMANDS + 2} commands answered`,
        "measured",
      );
    },
  );
});
