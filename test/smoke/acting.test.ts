import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { paging } from "#test/support/acme.ts";
import { databaseUrl, onServer } from "#test/support/database-template.ts";
import { withDatabase, type TestDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type MusterOptions, type TestMuster } from "#test/support/muster.ts";
import { isDirect, wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("people in Slack", (open) => {
  it("snooze, hand back and end an incident, each told alone what came of it", async () => {
    const { ann, bob } = await startWithIncident(await open());

    expect(await ann.press("acknowledge")).toMatch(/^You have INC-1 now\./);
    expect(await bob.command("ack 1")).toMatch(/^<@U00000ANN> has INC-1 since/);
    expect(await ann.command("ack inc-1")).toMatch(/^You already have INC-1 since/);
    expect(await choose("bob", "escalate:1:1")).toMatch(
      /^INC-1 is escalated\. Paging Bob, level 2;/,
    );
    expect(await choose("bob", "snooze:1")).toMatch(/^INC-1 is snoozed until/);
    expect(await choose("bob", "hand-back:1")).toMatch(/^You handed INC-1 back\. Paging Ann/);
    expect(await ann.command("resolve")).toBe("Resolve: which incident do you mean?");
    const over = await ann.press("choose-incident", { in: "general", choose: "resolve:1" });
    expect(over).toMatch(/^INC-1 is resolved after .* 1 alert still firing/);
    expect(await bob.command("ack 1")).toMatch(/^INC-1: Resolved by Ann/);
  });

  it("escalate once, however often they press what showed the same", async () => {
    const { ann } = await startWithIncident(await open(), {
      configuration: paging(["ann"], ["bob"], ["eve"]),
    });
    const [page] = await ann.pages();
    const channels = await muster.slack.channels();
    const id = channels.find((channel) => isDirect(channel, "U00000ANN"))?.id ?? "";
    const press = { user: "ann", channel: id, ts: page?.ts, action_id: "escalate" };

    await Promise.all([muster.slack.act("click", press), muster.slack.act("click", press)]);
    await eventually(async () => expect(await whispers(id)).toHaveLength(2));
    await muster.settle();

    const told = (await whispers(id)).toSorted();
    expect(told).toEqual([
      expect.stringMatching(/^INC-1 has moved on/),
      expect.stringMatching(/^INC-1 is escalated\. Paging Bob, level 2/),
    ]);
    expect(await muster.slack.person("eve").pages()).toEqual([]);
    expect(await ann.command("escalate 1")).toMatch(/^INC-1 is escalated\. Paging Eve, level 3/);
  });

  it("escalate once, when two choose the same in the lists that the command showed them", async () => {
    const { ann, bob } = await startWithIncident(await open(), {
      configuration: paging(["ann"], ["bob"], ["eve"]),
    });
    await muster.alert({ alertname: "DiskFull" });
    await muster.settle();
    expect(await ann.command("escalate")).toBe("Escalate: which incident do you mean?");
    expect(await bob.command("escalate")).toBe("Escalate: which incident do you mean?");

    const choice = { in: "general", choose: "escalate:1:1" };
    const told = await Promise.all([
      ann.press("choose-incident", choice),
      bob.press("choose-incident", choice),
    ]);
    await muster.settle();

    expect(told.toSorted()).toEqual([
      expect.stringMatching(/^INC-1 has moved on/),
      expect.stringMatching(/^INC-1 is escalated\. Paging Bob, level 2/),
    ]);
    expect(await muster.slack.person("eve").pages()).toEqual([]);
  });

  it("declare one incident, though Slack delivers the form twice", async () => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    await ann.command("new");
    await muster.slack.trouble({ kind: "duplicate" });

    await ann.submit({ service: "checkout", severity: "SEV3", title: "Payments fail" });
    await muster.settle();

    expect(await muster.incident(1)).not.toBeNull();
    expect(await muster.incident(2)).toBeNull();
  });

  it.each(["guest", "stranger"])(
    "see nothing in App Home when they may not act: a %s",
    async (who) => {
      await startWithIncident(await open());

      await muster.slack.act("home", { user: who });
      await eventually(async () => {
        const home = wordsOf((await muster.slack.person(who).home())?.blocks);
        expect(home).toContain("only to those who may act");
        expect(home).not.toContain("INC-1");
      });
    },
  );

  it("are paged again when the snooze is over", async () => {
    const { ann } = await startWithIncident(await open());

    expect(await ann.press("more", { choose: "snooze:1" })).toMatch(/^INC-1 is snoozed until/);
    await muster.pass({ minutes: 59 });
    expect(await ann.pages()).toHaveLength(1);

    await muster.pass({ minutes: 2 });
    const [, again] = await ann.pages();
    expect(again?.text).toContain("the snooze is over");
  });

  describe.each(["socket", "http"] as const)("in %s mode", (mode) => {
    it("see in App Home what is open, and take it there", async () => {
      const { ann } = await startWithIncident(await open(), { mode });

      await muster.slack.act("home", { user: "ann" });
      await eventually(async () => {
        expect(wordsOf((await ann.home())?.blocks)).toContain("1 incident open");
      });
      const view = await ann.home();
      const body = { user: "ann", view_id: view?.id, action_id: "acknowledge-one", value: "1" };
      expect(await muster.slack.act("click", body)).toMatchObject({ ok: true });
      await eventually(async () => {
        expect(wordsOf((await ann.home())?.blocks)).toContain("You have INC-1 now.");
      });
    });
  });

  it(
    "are told that nothing could be recorded while the database is gone",
    { tags: ["F26"] },
    async () => {
      const database = await open();
      const { ann } = await startWithIncident(database);

      const comeBack = await takeAway(database);
      expect(await ann.press("acknowledge")).toMatch(/^Muster could not record that\./);
      await comeBack();

      const story = storyOf(await muster.timeline(1));
      expect(story.filter((line) => line.includes("acknowledged"))).toEqual([]);
      expect(await ann.press("acknowledge")).toMatch(/^You have INC-1 now\./);
    },
  );

  it(
    "are heard again at once after Slack ends the connection, and after it held events back",
    { tags: ["F25"] },
    async () => {
      const { ann } = await startWithIncident(await open());

      await muster.slack.act("event", { event: { type: "app_rate_limited" } });
      await eventually(() => expect(muster.log().join("")).toContain("Slack holds events back"));
      await muster.slack.trouble({ kind: "500", method: "apps.connections.open" });
      await muster.slack.act("faults", { kind: "disconnect" });
      await eventually(() => {
        expect(muster.log().filter((line) => line.includes("connected to Slack"))).toHaveLength(2);
      });

      expect(await ann.press("acknowledge")).toMatch(/^You have INC-1 now\./);
    },
  );
});

async function startWithIncident(
  database: TestDatabase,
  options: MusterOptions = {},
): Promise<Record<"ann" | "bob", ReturnType<TestMuster["slack"]["person"]>>> {
  muster = await startMuster(database, options);
  await muster.alert({ alertname: "HighLatency" });
  await muster.settle();
  return { ann: muster.slack.person("ann"), bob: muster.slack.person("bob") };
}

/** Cuts every connection and lets nobody in until the function returned is called; PGlite loses a table instead. */
async function takeAway({ url, kysely }: TestDatabase): Promise<() => Promise<void>> {
  if (url === null) {
    await sql`alter table incident rename to mislaid`.execute(kysely);
    return async () => void (await sql`alter table mislaid rename to incident`.execute(kysely));
  }
  const name = new URL(url).pathname.slice(1);
  const elsewhere = databaseUrl(url, "postgres");
  await onServer(elsewhere, async (client) => {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
      [name],
    );
  });
  return async () => {
    await onServer(elsewhere, async (client) => {
      await client.query(`alter database ${name} allow_connections true`);
    });
    await eventually(async () => void (await sql`select`.execute(kysely)));
  };
}

async function choose(who: string, choice: string): Promise<string> {
  await muster.settle();
  const menu = { in: "team-checkout", choose: choice };
  return await muster.slack.person(who).press("more", menu);
}

/** What people are told alone in this channel. */
async function whispers(channel: string): Promise<readonly string[]> {
  const { messages } = await muster.slack.channel(channel);
  return messages.filter((one) => one.ephemeral_to !== undefined).map(({ text }) => text);
}
