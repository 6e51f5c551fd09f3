import { afterAll, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";

withDatabase("messages that people save", (open) => {
  let muster: TestMuster;
  afterAll(async () => {
    await muster.stop();
  });

  async function write(channel: string, text: string, more: object = {}): Promise<string> {
    const sent = await muster.slack.act("message", { user: "bob", channel, text, ...more });
    return String(sent["ts"]);
  }

  async function react(
    user: string,
    channel: string,
    ts: string,
    more: object = {},
  ): Promise<void> {
    await muster.slack.act("react", { user, channel, ts, name: "pushpin", ...more });
  }

  /** The timeline as people read it, without what Muster did by itself. */
  async function shown(): Promise<string> {
    return await muster.slack.person("ann").command("timeline INC-1");
  }

  it("are those with a pin in the incident's channel, once however many pins they have", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await muster.slack.act("join", { user: "bob", channel: CHANNEL });
    await muster.slack.act("join", { user: "ann", channel: CHANNEL });
    await muster.slack.trouble({ kind: "duplicate", count: 2 });
    const ts = await write(CHANNEL, "@ann db-1 is &lt;full&gt;", { files: ["graph.png"] });

    await react("ann", CHANNEL, ts);
    await eventually(async () => {
      expect(await saved()).toEqual(["Ann: message-saved"]);
    });
    await react("bob", CHANNEL, ts);
    await react("bob", CHANNEL, ts, { remove: true });

    expect(await shown()).toMatch(
      /Bob wrote: “@Ann db-1 is &lt;full&gt;” \(with graph\.png\)\. <http[^|]*\|Open the message>/,
    );
    expect(await saved()).toEqual(["Ann: message-saved"]);
  });

  it("show their newest words, and keep what they said before", async () => {
    const ts = await write(CHANNEL, "it is fast");
    await react("ann", CHANNEL, ts);
    await until("message-saved", 2);

    await muster.slack.act("edit", { user: "bob", channel: CHANNEL, ts, text: "it is slow" });
    await until("message-edited", 1);
    expect(await shown()).toContain("wrote: “it is slow”. (edited since)");
    await muster.slack.act("delete", { user: "bob", channel: CHANNEL, ts });
    await until("message-deleted", 1);
    expect(await shown()).toContain("“it is slow”. (edited since) (deleted in Slack since)");

    const texts = (await muster.timeline(1)).flatMap(({ event }) =>
      "text" in event ? [event.text] : [],
    );
    expect(texts).toEqual(expect.arrayContaining(["it is fast", "it is slow"]));
  });

  it("are taken off with the last pin", async () => {
    const ts = await write(CHANNEL, "never mind");
    await react("ann", CHANNEL, ts);
    await until("message-saved", 3);

    await react("ann", CHANNEL, ts, { remove: true });
    await until("message-taken-off", 1);

    expect(await shown()).not.toContain("never mind");
  });

  it("count under the card as well, and nowhere else", async () => {
    const card = (await muster.slack.messages("team-checkout")).at(0)?.ts;
    const elsewhere = await write("team-checkout", "lunch?");
    const reply = await write("team-checkout", "I look at it", { thread_ts: card });

    await react("ann", "team-checkout", elsewhere);
    await react("ann", "team-checkout", reply);
    await until("message-saved", 4);

    expect(await shown()).toContain("I look at it");
    expect(await shown()).not.toContain("lunch?");
  });

  it("can be chosen in the menu of a message anywhere, which asks for the incident", async () => {
    const bob = muster.slack.person("bob");
    const ts = await write("general", "customers complain");
    const shortcut = { user: "bob", callback_id: "add_to_timeline", channel: "general", ts };

    await muster.slack.act("shortcut", shortcut);
    await eventually(async () => {
      expect((await bob.modal())?.blocks).toBeDefined();
    });
    expect(await bob.submit({})).toContain("errors");
    expect(await bob.submit({ incident: "1" })).toBe("The message is on the timeline of INC-1.");
    expect(await shown()).toContain("Bob wrote: “customers complain”");
  });

  it("are refused from whoever may not", async () => {
    const card = (await muster.slack.messages("team-checkout")).at(0)?.ts;
    const reply = await write("team-checkout", "a secret", { thread_ts: card });

    await react("guest", "team-checkout", reply);
    await eventually(async () => {
      const { messages } = await muster.slack.channel("team-checkout");
      const told = messages.filter((one) => one.ephemeral_to === "U000GUEST");
      expect(told.map(({ text }) => text).join()).toContain("Nothing was done");
    });
    expect(await shown()).not.toContain("a secret");
  });

  async function saved(): Promise<readonly string[]> {
    return (await muster.timeline(1))
      .filter(({ event }) => event.kind.startsWith("message-"))
      .map(({ by, event }) => `${by.kind === "person" ? by.name : by.kind}: ${event.kind}`);
  }

  /** Waits until the timeline has so many lines of that kind. */
  async function until(kind: string, count: number): Promise<void> {
    await eventually(async () => {
      expect((await saved()).filter((line) => line.endsWith(kind))).toHaveLength(count);
    });
  }
});
