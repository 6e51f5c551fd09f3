import { afterEach, expect, it } from "vitest";
import { entryWords } from "#domain/timeline/entry-words.ts";
import { IN_PLAIN } from "#slack/words/mrkdwn.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";

withDatabase("people bring an incident to its end", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it("say that the pain has stopped, and are paged when it is back", async () => {
    muster = await begun();
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];

    expect(await ann.press("more", { in: CHANNEL, choose: "mitigated:1" })).toMatch(
      /^INC-1 is mitigated after \d+ min\. Now there is time to find out why\. 1 alert still firing/,
    );
    expect(await bob.command("mitigated 1")).toMatch(/^INC-1: Mitigated by Ann/);
    await muster.settle();
    expect(await card()).toMatch(/Mitigated by Ann/);
    expect((await muster.slack.channel(CHANNEL)).topic).toContain("Mitigated by Ann");

    await muster.pass({ minutes: 6 });
    const pages = (await ann.pages()).length;
    await muster.alert({ alertname: "HighLatency", labels: { instance: "web-2" } });
    await muster.settle();

    expect((await ann.pages()).length).toBeGreaterThan(pages);
    expect((await muster.incident(1))?.status).toBe("triggered");
    expect(await told()).toContain("It is not mitigated any more: alerts fire anew.");
  });

  it("open again what was not over, from its old card", async () => {
    muster = await begun();
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await ann.command("ack 1");
    await ann.command("resolve 1 rolled back");
    await muster.settle();

    expect(await bob.command("reopen")).toMatch(
      /^Say which incident is not over: `\/incident reopen/,
    );
    expect(await ann.press("more", { in: CHANNEL, choose: "reopen:1" })).toMatch(
      /^INC-1 is open again\. It is yours, as before\./,
    );
    expect(await bob.command("reopen 1")).toMatch(/^Ann has INC-1|^<@\w+> has INC-1/);
    await ann.command("resolve 1");
    const pages = (await ann.pages()).length;
    expect(await bob.command("reopen 1 errors are back")).toMatch(
      /^INC-1 is open again\. Nobody has it yet\. Paging Ann/,
    );
    await muster.settle();
    expect((await ann.pages()).length).toBeGreaterThan(pages);
    expect(await told()).toContain("Bob opened it again: errors are back.");
  });

  it(
    "are told that it is over by an old button, which is then drawn away",
    { tags: ["I60"] },
    async () => {
      muster = await begun();
      const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
      await muster.slack.trouble({ kind: "500", method: "chat.update", count: 20 });
      await ann.command("resolve 1 rolled back");

      expect(await bob.press("acknowledge", { in: CHANNEL })).toMatch(/^INC-1: Resolved by Ann/);
      await muster.slack.trouble({ kind: "500", method: "chat.update", count: 0 });
      await muster.settle();

      expect((await muster.incident(1))?.status).toBe("resolved");
      await expect(bob.press("acknowledge", { in: CHANNEL })).rejects.toThrow("no acknowledge");
    },
  );

  it("say how bad it is in a form that says what each severity means", async () => {
    muster = await begun();
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];

    expect(await ann.command("severity 1")).toContain("Nobody outside notices");
    expect(await ann.submit({ severity: "SEV2" })).toContain("It is SEV2 already");
    expect(await ann.submit({ severity: "SEV3" })).toContain("Say why it is less bad");
    expect(await ann.submit({ severity: "SEV3", reason: "one customer" })).toMatch(
      /^INC-1 is SEV3 Minor now\./,
    );
    expect(await bob.command("sev 1 SEV3")).toBe(
      "The severity was not set: INC-1 is SEV3 already.",
    );
    expect(await bob.command("raise 1 sev1 all customers")).toMatch(
      /^INC-1 is SEV1 Critical now\. Paging Ann/,
    );
    await muster.settle();
    expect(await card()).toContain("SEV1 Critical");
    expect(await told()).toEqual(
      expect.arrayContaining([
        "Ann lowered the severity from SEV2 to SEV3: one customer.",
        "Bob raised the severity from SEV3 to SEV1: all customers.",
      ]),
    );
  });

  it("correct its times by their own clock, with mistakes told in the form", async () => {
    muster = await begun();
    const ann = muster.slack.person("ann");
    const before = await muster.incident(1);
    const start = Math.floor((before?.startedAt.toSeconds() ?? 0) / 60) * 60;

    expect(await ann.command("times 1")).toContain("Impact began: <!date^");
    expect(await ann.submit({ impact: start + 86_400, reason: "log" })).toContain(
      "This time has not come yet.",
    );
    expect(await ann.submit({ impact: start - 600, reason: " " })).toContain("Say why");
    expect(await ann.submit({ impact: start - 600, reason: "in the log" })).toMatch(
      /^The times of INC-1 are corrected\./,
    );

    expect((await muster.incident(1))?.startedAt.toSeconds()).toBe(start - 600);
    expect((await told()).at(-1)).toMatch(
      /^Ann corrected its start of impact from .* to .*: in the log\.$/,
    );
    await muster.settle();
    await ann.command("resolve 1");
    await muster.settle();
    expect(await card()).toMatch(/After the impact began: noticed after [12]\d min/);
  });

  it("end what was nothing, and what was known already", async () => {
    muster = await begun();
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "DiskFull" });
    await muster.settle();

    expect(await ann.command("false-alarm 1 a test ran")).toMatch(
      /^INC-1 is over: a false alarm\./,
    );
    expect(await ann.command("duplicate", await channelOf(2))).toBe(
      "Nothing was merged: no other incident is open.",
    );
    await ann.command("reopen 1");
    expect(await ann.command("duplicate", await channelOf(2))).toContain(
      "the other one goes on with the alerts of both",
    );
    expect(await ann.submit({})).toContain("Please complete this required field.");
    expect(await ann.submit({ into: "1" })).toMatch(/^INC-2 is a duplicate, and merged into INC-1/);
    await muster.settle();
    expect((await muster.incident(2))?.life.ending).toBe("duplicate");
    expect(await ann.command("reopen 2")).toContain("It cannot be opened again: go on in INC-1");
  });

  it("are asked how it ended, and whether it was worth waking somebody", async () => {
    muster = await begun();
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    expect(await bob.command("outcome 1 too early")).toContain(
      "Say how it ended once it is resolved.",
    );
    await ann.command("ack 1");
    await ann.command("resolve 1");
    await muster.settle();

    expect((await ann.pages()).at(-1)?.text).toContain("Was it worth waking somebody?");
    expect(await ann.press("verdict/1")).toBe("Noted for INC-1. Nobody was needed. Thank you.");
    expect(await ann.command("outcome 1")).toContain("How was it resolved?");
    expect(await ann.submit({ text: "Rolled back to v41" })).toMatch(/^Noted for INC-1\./);
    await muster.settle();

    const asked = wordsOf((await ann.pages()).at(-1)?.blocks);
    expect(asked).toContain("Resolved so: Rolled back to v41.");
    expect(asked).toContain("Was it worth waking somebody? Nobody was needed.");
    expect((await told()).slice(-2)).toEqual([
      "Ann said of its page: nobody was needed.",
      "Ann wrote how it was resolved: Rolled back to v41.",
    ]);
    const metrics = await (await fetch(`${muster.url}/metrics`)).text();
    expect(metrics).toContain('muster_page_verdicts_total{verdict="not-actionable"} 1');
  });

  async function begun(): Promise<TestMuster> {
    const configuration = { postmortems: { severities: [] } };
    const started = await startMuster(await open(), { configuration });
    await started.alert({ alertname: "HighLatency" });
    await started.settle();
    return started;
  }

  async function card(): Promise<string> {
    return wordsOf((await muster.slack.messages("team-checkout")).at(0)?.blocks);
  }

  async function channelOf(id: number): Promise<string> {
    const names = { 1: CHANNEL, 2: "inc-2-diskfull-is-wrong" };
    return (await muster.slack.channel(id === 1 ? names[1] : names[2])).id;
  }

  async function told(): Promise<readonly string[]> {
    const pen = { ...IN_PLAIN, nameOf: (person: string) => person };
    return (await muster.timeline(1)).map((entry) => entryWords(entry, pen));
  }
});
