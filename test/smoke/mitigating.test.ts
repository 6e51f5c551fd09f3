import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const Button = z.object({ action_id: z.string(), value: z.string().optional() });

withDatabase("people who stop the pain", (open) => {
  let muster: TestMuster;
  let channel: string;
  afterAll(async () => {
    await muster.stop();
  });

  it("see on the card what the runbook offers, before anybody asks why", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    ({ id: channel } = await muster.slack.channel("inc-1-highlatency-is-wrong"));

    expect(await card()).toMatch(
      /What will stop the pain\?\*\n1\. Undo the change\n2\. Take the one bad instance out/,
    );
  });

  it("start a step by its button, and the second one is told who is on it", async () => {
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];

    expect(await ann.press("act/0", { in: "team-checkout" })).toContain("kubectl");
    await muster.slack.person("bob").command("mitigate", channel);
    expect(await pressed("ann", "start:1:1")).toContain("INC-1: 1. Undo the change. You are on it");
    expect(await pressed("bob", "start:1:1")).toMatch(
      /^Ann is on step 1 already, since .*next one/,
    );
    expect(await ann.command("mitigate start 1", channel)).toMatch(/^You are on step 1 already/);
    await muster.settle();

    expect(await card()).toContain(":hourglass_flowing_sand: *1. Undo the change* · Ann since");
    expect(await ann.command("mitigate start 99", channel)).toBe("INC-1 has no step 99.");
    expect(await bob.command("mitigate INC-9")).toBe("There is no incident INC-9.");
  });

  it("say what came of it, and are asked whether the pain has stopped", async () => {
    const ann = muster.slack.person("ann");
    await ann.press("mitigation/1", { in: "team-checkout" });

    expect(await ann.submit({ note: { note: "p99 falls" } })).toContain('"outcome"');
    expect(
      await ann.submit({ outcome: { outcome: "better" }, note: { note: "p99 falls" } }),
    ).toMatch(/1\. Undo the change: it got better\. Has the pain stopped\?/);
    await muster.settle();
    expect(await card()).toContain("1. Undo the change · it got better (Ann, ");
    expect(await ann.press("mitigation/0", { in: "team-checkout" })).toContain(
      "INC-1 is mitigated",
    );
    await muster.settle();

    expect(await card()).toContain("What was done to stop the pain");
    expect((await muster.incident(1))?.status).toBe("mitigated");
  });

  it("add what they do, once however often Slack sends it", async () => {
    const bob = muster.slack.person("bob");
    await muster.slack.trouble({ kind: "duplicate" });

    expect(await bob.command('mitigate "roll back to v41"', channel)).toContain("roll back to v41");
    expect(await bob.command("mitigate ROLL back to v41", channel)).toContain("You are on step");
    await bob.command("mitigate skip 2", channel);
    expect(await bob.submit({ note: { note: "only one instance" } })).toContain("skipped");

    const { steps } = (await muster.incident(1))?.mitigation ?? { steps: [] };
    expect(steps.filter(({ text }) => text === "roll back to v41")).toHaveLength(1);
    const story = (await muster.timeline(1))
      .filter(({ event }) => event.kind.startsWith("mitigat"))
      .map(({ by, event }) => `${by.kind === "person" ? by.name : by.kind}: ${event.kind}`);
    expect(story).toEqual([
      "muster: mitigation-planned",
      "Ann: mitigation-started",
      "Ann: mitigation-finished",
      "Ann: mitigated",
      "Bob: mitigation-added",
      "Bob: mitigation-started",
      "Bob: mitigation-skipped",
    ]);
  });

  it("start nothing any more on an old card", async () => {
    const bob = muster.slack.person("bob");
    await bob.command("mitigate", channel);
    await bob.command("resolve 1");

    expect(await pressed("bob", "start:1:3")).toMatch(
      /^Nothing was changed\. INC-1: Resolved by Bob/,
    );
  });

  async function card(): Promise<string> {
    return wordsOf((await muster.slack.messages("team-checkout"))[0]?.blocks);
  }

  /** Presses a button of the list that is open before somebody, and reads what it says first. */
  async function pressed(user: string, value: string): Promise<string> {
    const person = muster.slack.person(user);
    const before = await person.modal();
    const found = (before?.blocks ?? [])
      .flatMap((block) => z.object({ elements: z.array(Button).catch([]) }).parse(block).elements)
      .find((button) => button.value === value)?.action_id;
    if (found === undefined) throw new Error(`there is no ${value} to press`);
    await muster.slack.act("click", { user, view_id: before?.id, action_id: found, value });
    let words = "";
    await eventually(async () => {
      const now = await person.modal();
      if (JSON.stringify(now?.blocks) === JSON.stringify(before?.blocks)) throw new Error("same");
      words = wordsOf(now?.blocks);
    });
    return words;
  }
});
