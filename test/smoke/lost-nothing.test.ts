import { sql } from "kysely";
import { Client } from "pg";
import { afterEach, expect, it } from "vitest";
import { withDatabases, withPostgres, type TestDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabases("an alert that was answered 200 is never lost", (open) => {
  it("when the program restarts while alerts come in", async () => {
    const slack = { channelsPerMinute: 6000, stormAbove: 50 };
    muster = await startMuster(await open(), { configuration: { slack } });

    const names = Array.from({ length: 8 }, (_, index) => `Alert${index}`);
    const sent = names.map(async (alertname) => await deliver(alertname));
    await sent[0];
    await muster.restart();
    await Promise.all(sent);
    await muster.settle();

    expect((await told()).toSorted()).toEqual(names.toSorted());
  });

  it("when Slack fails, cuts connections and limits while alerts come in", async () => {
    muster = await startMuster(await open());
    await muster.slack.trouble(
      { kind: "500", method: "conversations.open" },
      { kind: "drop", method: "chat.postMessage", count: 2 },
      { kind: "500", method: "chat.postMessage", count: 3 },
      { kind: "429", method: "chat.postMessage", count: 2, retry_after: 30 },
      { kind: "500", method: "conversations.list" },
      { kind: "drop", method: "conversations.create" },
      { kind: "500", method: "conversations.create", count: 2 },
      { kind: "drop", method: "conversations.invite" },
      { kind: "drop", method: "pins.add" },
      { kind: "500", method: "chat.update", count: 2 },
    );

    await muster.alert({ alertname: "HighLatency" });
    await muster.alert({ alertname: "TooManyErrors" });
    await muster.settle();

    expect((await muster.slack.state())["faults"]).toEqual([]);
    expect((await told()).toSorted()).toEqual(["HighLatency", "TooManyErrors"]);
    expect(await muster.slack.texts("team-checkout")).toHaveLength(2);
  });

  it("when Slack never answers: given up, looked up and sent once", { tags: ["F20"] }, async () => {
    muster = await startMuster(await open());
    await muster.slack.trouble(
      { kind: "hang", method: "conversations.open" },
      { kind: "hang", method: "conversations.create" },
      { kind: "hang", method: "chat.postMessage" },
    );

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(await told()).toEqual(["HighLatency"]);
    expect(await muster.slack.calls("conversations.history")).toHaveLength(1);
    expect(await muster.slack.texts("team-checkout")).toHaveLength(1);
    expect(await muster.slack.texts("inc-1-highlatency-is-wrong")).toHaveLength(2);
  });

  it("and one that the database refused is answered 503 and leaves nothing behind", async () => {
    const database = await open();
    muster = await startMuster(database);

    await sql`alter table delivery rename to mislaid`.execute(database.kysely);
    expect(await muster.alert({ alertname: "HighLatency" })).toBe(503);
    await sql`alter table mislaid rename to delivery`.execute(database.kysely);
    await muster.settle();
    expect(await deliveries(database)).toBe(0);
    expect(await told()).toEqual([]);

    expect(await muster.alert({ alertname: "HighLatency" })).toBe(200);
    await muster.settle();
    expect(await told()).toEqual(["HighLatency"]);
  });
});

withPostgres("an alert that was answered 200 is never lost", (open) => {
  it("when the program stops between the answer and the work", async () => {
    const database = await open();
    muster = await startMuster(database);
    const somebodyElse = new Client({ connectionString: database.url ?? "" });
    await somebodyElse.connect();

    // Who holds the source's row is the one who works off its deliveries.
    await somebodyElse.query("begin; select from source_state where source = 'prod' for update");
    expect(await muster.alert({ alertname: "HighLatency" })).toBe(200);
    await muster.down();
    await somebodyElse.end();
    expect(await muster.incident(1)).toBeNull();

    await muster.up();
    await muster.settle();
    expect(await told()).toEqual(["HighLatency"]);
  });
});

/** As Alertmanager does it: again until it is answered 200. */
async function deliver(alertname: string): Promise<void> {
  await eventually(async () => {
    expect(await muster.alert({ alertname })).toBe(200);
  });
}

/** The alerts that Ann was paged for. */
async function told(): Promise<readonly string[]> {
  const pages = await muster.slack.person("ann").pages();
  return pages.map(({ text }) => / (\w+) is wrong/.exec(text)?.[1] ?? text);
}

async function deliveries(database: TestDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from delivery`.execute(database.kysely);
  return rows[0]?.count ?? 0;
}
