import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

withDatabase("people declare an incident", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it("with what they know of it and when it began", async () => {
    muster = await startMuster(await open());
    const bob = muster.slack.person("bob");
    const began = Math.floor(Date.now() / 60_000) * 60 - 1800;

    expect(await bob.command("new Payments fail")).toContain("What you know");
    const filled = { service: "checkout", severity: "SEV2", description: "Only in Europe" };
    expect(await bob.submit({ ...filled, began: began + 7200 })).toContain(
      "This time has not come yet.",
    );
    expect(await bob.submit({ ...filled, began: began - 86_400 * 40 })).toContain(
      "This is more than thirty days ago.",
    );
    expect(await bob.submit({ ...filled, began })).toMatch(/^INC-1 is open\./);

    expect((await muster.incident(1))?.startedAt.toSeconds()).toBe(began);
    await muster.settle();
    expect(await card()).toContain("Only in Europe");
  });

  it("as a drill that pages for real, is marked everywhere and counts nowhere", async () => {
    muster = await startMuster(await open());
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    const before = await opened();

    expect(await bob.command("drill The database is gone")).toContain("This is a drill");
    expect(await bob.submit({ service: "checkout", severity: "SEV1" })).toMatch(
      /^INC-1 is open\. .*It is a drill: it counts nowhere\./,
    );
    await muster.settle();

    expect(await card()).toMatch(/DRILL: The database is gone[\s\S]*This is a drill\./);
    expect((await ann.pages()).at(-1)?.text).toContain("DRILL: The database is gone");
    expect((await muster.slack.channel("inc-1-drill-the-database-is-gone")).topic).toContain(
      "SEV1",
    );
    expect(await bob.command("list drills")).toContain("1 drill");
    expect(await bob.command("list all")).not.toContain("1 incident");
    expect(await opened()).toBe(before);
  });

  it("from a message, which stands on the timeline with its link", async () => {
    muster = await startMuster(await open());
    const { id } = await muster.slack.channel("general");
    const text = "Customers cannot pay since noon";
    await muster.slack.act("message", { user: "ann", channel: id, text });
    const ts = (await muster.slack.channel("general")).messages.at(-1)?.ts;

    const shortcut = { callback_id: "declare_from_message", channel: id, ts };
    await muster.slack.act("shortcut", { user: "bob", ...shortcut });
    const bob = muster.slack.person("bob");
    await eventually(async () => expect(await bob.modal()).not.toBeNull());
    expect(JSON.stringify(await bob.modal())).toContain('"initial_value":"Customers cannot pay');
    expect(await bob.submit({ service: "checkout", severity: "SEV3" })).toMatch(/^INC-1 is open/);

    const saved = (await muster.timeline(1)).map(({ event }) => event);
    expect(saved).toContainEqual(expect.objectContaining({ kind: "message-saved", text }));
  });

  async function card(): Promise<string> {
    return wordsOf((await muster.slack.messages("team-checkout")).at(-1)?.blocks);
  }

  async function opened(): Promise<string> {
    const metrics = await (await fetch(`${muster.url}/metrics`)).text();
    return metrics.match(/^muster_incidents_opened_total.*$/gmu)?.join() ?? "";
  }
});
