import { Duration } from "luxon";
import { Client } from "pg";
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { CONFIGURATION, WORKSPACE } from "#test/support/acme.ts";
import { sendAlerts, WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { type DatabaseProxy, startDatabaseProxy } from "#test/support/database-proxy.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import {
  freePort,
  type Program,
  slackVariables,
  start,
  writeConfiguration,
} from "#test/support/process.ts";
import { settle } from "#test/support/settle.ts";
import { type Slack, slackOf } from "#test/support/slack.ts";

const SLOW = { timeout: 240_000 };
/** Longer than a dead worker keeps its lanes, and than an unclear send is left alone. */
const LATER_SECONDS = 11;
const SOON = { timeout: 60_000, interval: 50 };

type Scene = {
  readonly slack: Slack;
  readonly outside: Client;
  readonly startMuster: (more?: object) => ReturnType<typeof start>;
  /** Sends one alert; answers the status, or null when there was no answer. */
  readonly alert: (alertname: string) => Promise<number | null>;
  /** The program's way to the database. */
  readonly proxy: DatabaseProxy;
  /** As if the program had been away for longer than anything waits. */
  readonly passWhileDead: () => Promise<void>;
  readonly settled: () => Promise<void>;
};

withPostgres("a program that is ended in the middle of its work", (open) => {
  it(
    "by SIGKILL before it commits one alert, after it has committed another, before it works on a third, and while it pages for a fourth, loses none and pages once for each",
    { ...SLOW, tags: ["F01", "F02", "F03", "F04"] },
    async () => {
      const database = await open();
      const scene = await setScene(database);
      const { alert, slack, outside } = scene;
      const muster = await scene.startMuster();
      // The message stands in Slack, and the program does not know it.
      await slack.act("faults", { kind: "late", method: "chat.postMessage", delay: 60_000 });
      expect(await alert("Paging")).toBe(200);
      await expect.poll(() => told(slack), SOON).toEqual(["Paging"]);
      const unanswered = await killInBetween(scene, muster);

      expect(unanswered).toEqual({ beforeCommit: null, afterCommit: null });
      expect(await stored(outside)).toEqual(["AfterCommit", "Paging", "Taken"]);
      await scene.passWhileDead();
      await scene.startMuster();
      await scene.settled();
      expect(await told(slack)).toEqual(["AfterCommit", "Paging", "Taken"]);
      expect(await alert("BeforeCommit")).toBe(200);
      expect(await alert("AfterCommit")).toBe(200);
      await scene.settled();

      expect(await told(slack)).toEqual(["AfterCommit", "BeforeCommit", "Paging", "Taken"]);
    },
  );

  it(
    "because it has no more memory loses nothing and pages nobody twice",
    { ...SLOW, tags: ["F48"] },
    async () => {
      const database = await open();
      const scene = await setScene(database);
      const { alert, slack, outside } = scene;
      const muster = await scene.startMuster({ NODE_OPTIONS: EATING });
      await slack.act("faults", { kind: "late", method: "chat.postMessage", delay: 60_000 });
      expect(await alert("Paging")).toBe(200);
      await expect.poll(() => told(slack), SOON).toEqual(["Paging"]);
      await outside.query("begin; select from source_state where source = 'prod' for update");
      expect(await alert("Taken")).toBe(200);

      muster.signal("SIGUSR2");
      expect((await muster.ended).complaint).toContain("heap out of memory");
      await outside.query("rollback");
      await scene.passWhileDead();
      await scene.startMuster();
      await scene.settled();

      expect(await told(slack)).toEqual(["Paging", "Taken"]);
    },
  );
});

/** At SIGUSR2 the program needs more and more memory at once. */
const EATING = `--max-old-space-size=160 --import=data:text/javascript,${encodeURIComponent(
  'process.on("SIGUSR2", () => { for (const all = []; ; ) all.push(new Array(1e6).fill(0.5)); });',
)}`;

/** One alert is taken and rests, one is stored and its sender not told, and one is about to be stored. */
async function killInBetween(
  { outside, alert, proxy }: Scene,
  muster: Program,
): Promise<{ readonly beforeCommit: number | null; readonly afterCommit: number | null }> {
  // Who holds the source's row is the one who works off its deliveries.
  const holder = await connectTo(outside);
  await holder.query("begin; select from source_state where source = 'prod' for update");
  expect(await alert("Taken")).toBe(200);
  proxy.swallow("AfterCommit");
  const afterCommit = alert("AfterCommit");
  await expect.poll(() => stored(outside), SOON).toContain("AfterCommit");
  proxy.withhold("BeforeCommit");
  const beforeCommit = alert("BeforeCommit");
  await expect.poll(proxy.isWithheld, SOON).toBe(true);
  muster.signal("SIGKILL");
  await muster.ended;
  await holder.query("rollback");
  proxy.letThrough();
  return { beforeCommit: await beforeCommit, afterCommit: await afterCommit };
}

async function setScene(database: TestDatabase): Promise<Scene> {
  let ahead = 0;
  const sandbox = await startSandbox({
    manifest: "manifest.yml",
    seed: WORKSPACE,
    now: () => Date.now() + ahead,
  });
  onTestFinished(sandbox.close);
  const url = database.url ?? "";
  const proxy = await startDatabaseProxy(url);
  onTestFinished(proxy.close);
  const outside = new Client({ connectionString: url });
  await outside.connect();
  onTestFinished(() => outside.end());
  const port = await freePort();
  const environment = {
    ...(await writeConfiguration(JSON.stringify(CONFIGURATION))),
    ...slackVariables(sandbox),
    DATABASE_URL: proxy.url,
    MUSTER_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    PORT: String(port),
  };
  function onPush(milliseconds: number): void {
    ahead += milliseconds;
  }
  return {
    slack: slackOf(sandbox.url, sandbox.botToken),
    outside,
    startMuster: (more = {}) => start({ ...environment, ...more }),
    alert: (alertname) =>
      sendAlerts(`http://127.0.0.1:${port}/hooks/prod`, [{ alertname }]).catch(() => null),
    proxy,
    passWhileDead: async () => {
      await database.clock.advance(Duration.fromObject({ seconds: LATER_SECONDS }));
      onPush(LATER_SECONDS * 1000);
    },
    settled: () => eventually(() => settle(database, onPush)),
  };
}

async function connectTo({ host, port, user, database }: Client): Promise<Client> {
  const client = new Client({ host, port, user, database });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** The alerts for which Ann was paged. */
async function told(slack: Slack): Promise<readonly string[]> {
  const pages = await slack.person("ann").pages();
  return pages.map(({ text }) => / (\w+) is wrong/.exec(text)?.[1] ?? text).toSorted();
}

/** The alerts whose deliveries are kept. */
async function stored(outside: Client): Promise<readonly string[]> {
  const { rows } = await outside.query<{ body: Buffer }>("select body from delivery");
  return rows.map(({ body }) => /"alertname":"(\w+)"/.exec(body.toString())?.[1] ?? "").toSorted();
}
