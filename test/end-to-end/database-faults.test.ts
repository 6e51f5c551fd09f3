import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { Client } from "pg";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  onTestFinished,
} from "vitest";
import { openDatabase } from "#store/database/database.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { type DatabaseProxy, startDatabaseProxy } from "#test/support/database-proxy.ts";
import {
  databaseUrl,
  makePostgresTemplate,
  silent,
  templateName,
} from "#test/support/database-template.ts";
import type { TestDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { fillDisk } from "#test/support/full-disk.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { createOwnServer, type OwnServer } from "#test/support/postgres-server.ts";
import { pushedClock } from "#test/support/pushed-clock.ts";

/** Bob is paged a minute after Ann. */
const CONFIGURATION = {
  policies: {
    checkout: {
      levels: [
        { notify: [{ person: "ann" }], delay: "PT1M" },
        { notify: [{ person: "bob" }], delay: "PT5H" },
      ],
      repeat: { times: 0 },
    },
  },
  slack: { channelsPerMinute: 6000, stormAbove: 50 },
};
const CONNECTIONS = 12;

let server: OwnServer;
let proxy: DatabaseProxy;
let database: TestDatabase;
let running: TestMuster | null = null;
let muster: TestMuster;
/** The database of the program, past the program's own way to it. */
let address: string;

beforeAll(async () => {
  if (inject("postgresUrl") === null) return;
  const own = await createOwnServer();
  if (own === null)
    throw new Error("PostgreSQL's programs are needed: install Debian's postgresql");
  server = own;
  await server.start();
  await makePostgresTemplate(server.url);
  address = databaseUrl(server.url, templateName);
  proxy = await startDatabaseProxy(address);
  const opened = await openDatabase({ url: proxy.url, dataDir: "", logger: silent });
  database = { ...opened, clock: pushedClock(opened), url: address };
});
afterAll(async () => {
  await running?.stop();
  await database?.close();
  await proxy?.close();
  await server?.remove();
});

describe.skipIf(inject("postgresUrl") === null)("when PostgreSQL fails, the program", () => {
  // One for all, because each takes a second to start.
  beforeEach(async () => {
    running ??= await startMuster(database, { configuration: CONFIGURATION });
    muster = running;
  });

  it(
    "answers 503 while the database is gone, and goes on by itself: what came due meanwhile happens once",
    { tags: ["F08"] },
    async () => {
      expect(await muster.alert({ alertname: "Before" })).toBe(200);
      await muster.settle();

      await server.crash();
      expect(await muster.alert({ alertname: "Meanwhile" })).toBe(503);
      expect((await fetch(`${muster.url}/readyz`)).status).toBe(503);
      await server.start();
      await pushMinutes(2);
      await deliver("Meanwhile");
      await muster.settle();

      expect(await pagesOf("ann", "Before")).toBe(1);
      expect(await pagesOf("bob", "Before")).toBe(1);
      expect(await pagesOf("ann", "Meanwhile")).toBe(1);
    },
  );

  it(
    "answers nothing but 200 and 503 when PostgreSQL is restarted at once in a storm, loses nothing and keeps the order",
    { tags: ["F09"] },
    async () => {
      const names = Array.from({ length: 12 }, (_, index) => `Storm${index}`);
      const answers: number[] = [];

      const sent = names.slice(0, 6).map((name) => deliver(name, answers));
      await sent[0];
      await server.crash();
      sent.push(...names.slice(6).map((name) => deliver(name, answers)));
      await expect.poll(() => answers, SOON).toContain(503);
      await server.start();
      await Promise.all(sent);
      await muster.settle();

      expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
      const told = (await namesOf("ann")).filter((name) => name.startsWith("Storm"));
      expect(told.toSorted()).toEqual(names.toSorted());
      expect(told).toEqual(await decided("Storm"));
    },
  );

  it(
    "answers 503 when a connection is cut inside a transaction, and takes the next delivery",
    { tags: ["F10"] },
    async () => {
      const outside = await connectOutside();
      await outside.query(
        `create function muster_test.cut() returns trigger language plpgsql
        as $$ begin perform pg_terminate_backend(pg_backend_pid()), pg_sleep(1); end $$`,
      );
      await outside.query(
        "create trigger cut before insert on delivery execute function muster_test.cut()",
      );
      expect(await muster.alert({ alertname: "Cut" })).toBe(503);
      await outside.query("drop trigger cut on delivery");

      expect(await muster.alert({ alertname: "Cut" })).toBe(200);
      await muster.settle();
      expect(await pagesOf("ann", "Cut")).toBe(1);
    },
  );

  it(
    "answers 503 while slow queries hold every connection but those of pages, which go on",
    { tags: ["F11"] },
    async () => {
      await deliver("Waiting");
      await muster.settle();
      const slow = Promise.withResolvers<void>();
      const held = Array.from({ length: CONNECTIONS }, () =>
        database.transaction(() => slow.promise),
      );

      expect(await muster.alert({ alertname: "Refused" })).toBe(503);
      await pushMinutes(2);
      await eventually(async () => {
        expect(await pagesOf("bob", "Waiting")).toBe(1);
      });

      slow.resolve();
      await Promise.allSettled(held);
      await deliver("Refused");
      await muster.settle();
      expect(await pagesOf("ann", "Refused")).toBe(1);
    },
  );

  it(
    "answers 503 while the disk of the database is full, reads, and goes on once there is room",
    { tags: ["F12"] },
    async () => {
      const annotations = { noise: randomBytes(6000).toString("base64") };
      const disk = await fillDisk(server, await connectOutside());

      expect(await muster.alert({ alertname: "Large", annotations })).toBe(503);
      expect(muster.log().join("")).toContain("No space left on device");
      const readiness = await fetch(`${muster.url}/readyz`);
      expect(readiness.status).toBe(503);
      expect(await readiness.text()).toContain("The disk of the database is full");
      expect(await muster.slack.person("ann").command("list")).toMatch(/incidents? (is )?open/);
      await disk.makeRoom();

      expect(await muster.alert({ alertname: "Large", annotations })).toBe(200);
      await muster.settle();
      expect(await pagesOf("ann", "Large")).toBe(1);
    },
  );

  it(
    "answers 503 when it cannot know whether its commit came through, and takes the repeated delivery for the same",
    { tags: ["F14"] },
    async () => {
      const outside = await connectOutside();
      const before = await count(outside, "delivery");
      proxy.swallow("Unknown");
      const answer = muster.alert({ alertname: "Unknown" });
      await expect.poll(() => count(outside, "delivery"), SOON).toBe(before + 1);
      proxy.cut();
      proxy.letThrough();
      expect(await answer).toBe(503);

      await deliver("Unknown");
      await muster.settle();

      expect(await count(outside, "delivery")).toBeGreaterThanOrEqual(before + 2);
      expect(await pagesOf("ann", "Unknown")).toBe(1);
      expect((await decided("Unknown")).length).toBe(1);
    },
  );

  it(
    "answers 503 as long as its server takes no writes, and loses nothing",
    { tags: ["F47"] },
    async () => {
      const outside = await connectOutside();
      await outside.query("alter system set default_transaction_read_only = on");
      await outside.query("select pg_reload_conf()");
      await eventually(async () => {
        expect(await muster.alert({ alertname: "FailedOver" })).toBe(503);
      });
      await outside.query("alter system reset default_transaction_read_only");
      await outside.query("select pg_reload_conf()");

      await deliver("FailedOver");
      await muster.settle();
      expect(await pagesOf("ann", "FailedOver")).toBe(1);
    },
  );
});

const SOON = { timeout: 60_000, interval: 50 };

/** As Alertmanager does it: again until it is answered 200. Notes each answer, and 0 for none. */
async function deliver(alertname: string, answers: number[] = []): Promise<void> {
  await eventually(async () => {
    const status = await muster.alert({ alertname }).catch(() => 0);
    answers.push(status);
    expect(status).toBe(200);
  });
}

async function connectOutside(): Promise<Client> {
  const client = new Client({ connectionString: address });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Whoever is at work is not asked: what the program has of connections may be in use. */
async function pushMinutes(minutes: number): Promise<void> {
  const outside = await connectOutside();
  await outside.query("update muster_clock.pushed set by = by + make_interval(mins => $1)", [
    minutes,
  ]);
}

async function count(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*)::int from ${table}`);
  return rows[0]?.count ?? 0;
}

/** The alerts for which somebody was paged, as they stand in Slack. */
async function namesOf(person: string): Promise<readonly string[]> {
  const pages = await muster.slack.person(person).pages();
  return pages.map(({ text }) => / (\w+) is wrong/.exec(text)?.[1] ?? text);
}

async function pagesOf(person: string, alertname: string): Promise<number> {
  return (await namesOf(person)).filter((name) => name === alertname).length;
}

/** The alerts of this beginning, in the order in which Ann was to be paged for them. */
async function decided(beginning: string): Promise<readonly string[]> {
  const incidents = await openIncidents(database.kysely, 100);
  const { rows } = await sql<{ incident: number }>`
    select incident_id as incident from page group by incident_id order by min(id)`.execute(
    database.kysely,
  );
  const titles = rows.map(({ incident }) => incidents.find(({ id }) => id === incident)?.title);
  return titles
    .flatMap((title) => title?.split(" ", 1) ?? [])
    .filter((name) => name.startsWith(beginning));
}
