import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";

withDatabase("people who press together, twice, or nothing", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  it("do each thing once, and whoever came second is told", async () => {
    muster = await begun();
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    const wanted = [
      ["mitigated 1", "mitigated"],
      ["not-mitigated 1 it is back", "mitigation-undone"],
      ["severity 1 SEV1 all customers", "severity-set"],
      ["resolve 1 rolled back", "resolved"],
      ["reopen 1 it is back", "reopened"],
      ["false-alarm 1 nothing was wrong", "resolved"],
    ] as const;
    for (const [typed, kind] of wanted) {
      const before = await count(kind);
      const told = await Promise.all([ann.command(typed), bob.command(typed)]);
      await muster.settle();

      expect([typed, (await count(kind)) - before]).toEqual([typed, 1]);
      expect(new Set(told).size).toBe(2);
    }
  });

  it("do each thing once, though Slack delivers it twice", async () => {
    muster = await begun();
    const ann = muster.slack.person("ann");
    const wanted = [
      ["note 1", { text: "Restarted web-1" }, "note-added"],
      ["update 1", { known: "It is slow" }, "update-posted"],
      ["task 1", { text: "Tell support" }, "task-added"],
    ] as const;
    for (const [typed, values, kind] of wanted) {
      await ann.command(typed, CHANNEL);
      await muster.slack.trouble({ kind: "duplicate" });
      await ann.submit(values);
      await muster.settle();

      expect([typed, await count(kind)]).toEqual([typed, 1]);
    }
  });

  it("are told under the field what is wrong, and nothing is changed", async () => {
    muster = await begun();
    const ann = muster.slack.person("ann");
    const before = await story();
    const wrong = [
      ["note 1", { text: " " }, "Say what happened."],
      ["note 1", { text: "seen", when: "purple" }, "That cannot be read as a time."],
      ["update 1", { known: " " }, "Say what is known, even when nothing is new."],
      ["task 1", { text: " " }, "Say what is to be done."],
      ["task 1", { text: "tell support", due: "purple" }, "That cannot be read as a time."],
      ["page 1", {}, "Choose a person, or a team below."],
      ["severity 1", {}, "It is SEV2 already: choose another one."],
      ["severity 1", { severity: "SEV3" }, "Say why it is less bad"],
      ["times 1", { reason: " " }, "Say why, for those who read it later."],
      ["handover 1", { to: "U00000ANN", brief: "all" }, "You have it already."],
      ["mitigate 1", { text: " " }, "Say in a few words what may stop it."],
      [
        "new",
        { service: "checkout", severity: "SEV3", title: " " },
        "Say in a few words what is wrong.",
      ],
    ] as const;
    for (const [typed, values, error] of wrong) {
      await ann.command(typed, CHANNEL);
      expect(await ann.submit(values)).toContain(error);
    }
    await muster.settle();

    // To look at the steps takes them from the runbook; nothing else happened.
    expect(await story()).toEqual([...before, "muster: mitigation-planned"]);
    expect(await muster.incident(2)).toBeNull();
  });

  async function begun(): Promise<TestMuster> {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await muster.slack.person("ann").command("ack 1");
    await muster.settle();
    return muster;
  }

  async function story(): Promise<readonly string[]> {
    return storyOf(await muster.timeline(1));
  }

  async function count(kind: string): Promise<number> {
    return (await muster.timeline(1)).filter(({ event }) => event.kind === kind).length;
  }
});
