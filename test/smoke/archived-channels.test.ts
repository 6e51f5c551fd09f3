import { afterEach, expect, it } from "vitest";
import { archiveChannels } from "#engine/timer/archive-channels.ts";
import { withDatabase, type TestDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";
/** One that nobody has written yet would keep the channel. */
const NO_POSTMORTEMS = { postmortems: { severities: [] } };

withDatabase("the channel of an incident that is over", (open) => {
  let database: TestDatabase;
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it("is archived after a week, unless a task keeps it, and replaced when it goes on", async () => {
    await begin();
    const ann = muster.slack.person("ann");
    await ann.command("ack 1");
    await ann.command("task clean up", CHANNEL);
    await ann.command("resolve 1 rolled back");
    await muster.pass({ days: 8 });
    await upkeep();
    expect(await told()).toEqual([]);

    await ann.command("task done 1", CHANNEL);
    await upkeep();
    expect(await told()).toHaveLength(1);
    await upkeep();
    expect(await told()).toHaveLength(1);
    expect(await isArchived()).toBe(false);
    await muster.pass({ days: 1 });
    await upkeep();
    expect(await isArchived()).toBe(true);

    expect(await ann.command("reopen 1")).toContain("a new one is made");
    await muster.settle();
    expect(await ann.command("ack", `${CHANNEL}-2`)).toMatch(/^You already have INC-1/);
  });

  it("stays while it is open, and once that is switched off", async () => {
    await begin();
    const ann = muster.slack.person("ann");
    await muster.pass({ days: 9 });
    await upkeep();
    expect(await told()).toEqual([]);

    await ann.command("resolve 1");
    await muster.pass({ days: 7 });
    await upkeep();
    await muster.pass({ days: 1 });
    await muster.configure({ incidents: { archiveAfter: "off" } });
    await upkeep();
    expect(await isArchived()).toBe(false);
  });

  async function begin(): Promise<void> {
    database = await open();
    muster = await startMuster(database, { configuration: NO_POSTMORTEMS });
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
  }

  /** What is done each minute. */
  async function upkeep(): Promise<void> {
    await archiveChannels(createEngine(database));
    await muster.settle();
  }

  async function told(): Promise<readonly string[]> {
    const texts = await muster.slack.texts(CHANNEL);
    return texts.filter((text) => text.includes("this channel is archived at"));
  }

  async function isArchived(): Promise<boolean> {
    return JSON.stringify(await muster.slack.channel(CHANNEL)).includes('"is_archived":true');
  }
});
