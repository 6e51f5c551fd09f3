import { afterAll, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const POSTMORTEM = { postmortems: { severities: ["SEV2"], dueAfter: "P5D" } };

const ROOM = "inc-1-highlatency-is-wrong";

withDatabase("people who ask others for something", (open) => {
  let muster: TestMuster;
  let channel: string;
  afterAll(async () => {
    await muster.stop();
  });

  it("page somebody, who joins whoever has it", async () => {
    muster = await startMuster(await open(), { configuration: POSTMORTEM });
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    ({ id: channel } = await muster.slack.channel(ROOM));
    await ann.command("ack", channel);

    expect(await ann.command("page <@U00000BOB> need a DBA", channel)).toBe(
      "Bob is paged for INC-1 now, by all their ways. Whoever has it keeps it.",
    );
    expect(await ann.command("page bob again", channel)).toMatch(/^Nobody was paged: .*moment ago/);
    await muster.settle();
    const [page] = await bob.pages();
    expect(wordsOf(page?.blocks)).toContain("Ann asks for your help: need a DBA");
    expect(await bob.press("acknowledge")).toMatch(/^You acknowledged INC-1 too; Ann has it/);
    await muster.settle();

    expect(await card()).toContain("Asked to help: Bob (joined).");
    expect((await muster.incident(1))?.acknowledgedBy).toMatchObject({ name: "Ann" });
  });

  it("hear whom Muster cannot ring, and whom it does not know", async () => {
    const ann = muster.slack.person("ann");

    expect(await ann.command("page <@U000ROBOT>", channel)).toMatch(/is an app\. Choose a person/);
    expect(await ann.command("page nobody", channel)).toMatch(
      /^Nobody was paged\. muster\.yaml lists nobody/,
    );
    expect(await ann.command("page <@U000GUEST>", channel)).toMatch(
      /does not list guest, .*mention them/,
    );
    await ann.command("page", channel);
    expect(await ann.submit({ reason: { reason: "help" } })).toContain("Choose a person");
  });

  it("give each other tasks, and are reminded of them", async () => {
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await muster.slack.trouble({ kind: "duplicate" });

    expect(await ann.command("task <@U00000BOB> restart the worker by in 2h", channel)).toMatch(
      /INC-1 task\* 1\. restart the worker · Bob · due .*\nThey are told now/,
    );
    await muster.settle();
    expect((await muster.incident(1))?.tasks).toHaveLength(1);
    expect(wordsOf((await bob.pages()).at(-1)?.blocks)).toContain("A task for you");
    expect(await card()).toContain("*Tasks* · 1 open, 0 done");
    expect(await bob.command("todo")).toContain("*INC-1* 1. restart the worker · due");

    await muster.pass({ hours: 2, minutes: 1 });
    expect(wordsOf((await bob.pages()).at(-1)?.blocks)).toContain("Your task is due");
    expect(await bob.press("task/9", { about: "is due" })).toContain("1. restart the worker");
    expect(await bob.press("task/8", { about: "is due" })).toContain(
      "1. restart the worker · done by Bob",
    );
    await muster.settle();
    expect(await card()).toContain("*Tasks* · 0 open, 1 done");
    expect(await ann.command("task done 1", channel)).toMatch(
      /Nothing was changed: it is done already/,
    );
    expect(await ann.command("task done 7", channel)).toBe("INC-1 has no task 7.");
  });

  it("fill in a task, and are told what is wrong with it", async () => {
    const ann = muster.slack.person("ann");
    await ann.command("tasks", channel);
    const text = { text: "alert on the queue" };

    expect(await ann.submit({ text, due: { due: "whenever" } })).toContain(
      "cannot be read as a time",
    );
    expect(await ann.submit({ text, due: { due: "" }, owner: { owner: "U000ROBOT" } })).toContain(
      "is an app",
    );
    expect(
      await ann.submit({ text, type: { type: "followup" }, owner: { owner: "U000GUEST" } }),
    ).toContain("2. alert on the queue · guest");
    await muster.settle();
    expect(await ann.command("task take 2", channel)).toContain("2. alert on the queue · Ann");
    // Somebody else takes it while the form is open: only what was changed in the form is saved.
    await ann.press("task/17", { in: ROOM, about: "2. alert on the queue · Ann" });
    await muster.slack.person("bob").command("task take 2", channel);
    expect(await ann.submit({ text: { text: "alert on its length" } })).toContain(
      "2. alert on its length · Bob",
    );
  });

  it("make tasks of messages by a star, one of each, or by its menu", async () => {
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    for (const user of ["ann", "bob"]) await muster.slack.act("join", { user, channel });
    const text = "the dashboard is wrong";
    const { ts } = await muster.slack.act("message", { user: "bob", channel, text });

    for (const user of ["ann", "bob"]) {
      await muster.slack.act("react", { user, channel, ts, name: "star" });
      await eventually(async () => {
        const { tasks = [] } = (await muster.incident(1)) ?? {};
        expect(tasks.map((task) => task.text)).toContain(text);
      });
    }
    await muster.slack.act("shortcut", { user: "ann", callback_id: "make_task", channel, ts });
    await eventually(async () => expect(JSON.stringify(await ann.modal())).toContain(text));
    const filled = { text: { text: "mend the dashboard" }, type: { type: "followup" } };
    expect(await ann.submit(filled)).toContain("4. mend the dashboard");

    const { tasks = [] } = (await muster.incident(1)) ?? {};
    expect(tasks.map((task) => task.link !== null)).toEqual([false, false, true, true]);
    expect(await bob.command("task drop 3", channel)).toContain("dropped by Bob");
    await bob.command("followup drop 4", channel);
  });

  it("owe a postmortem where the policy says so, once", async () => {
    const ann = muster.slack.person("ann");
    await ann.command("resolve 1 fixed");
    await muster.settle();

    const { tasks = [] } = (await muster.incident(1)) ?? {};
    expect(tasks.map(({ text, type, owner }) => [text, type, owner])).toMatchObject([
      ["restart the worker", "task", {}],
      ["alert on its length", "followup", { name: "Bob" }],
      ["the dashboard is wrong", "task", null],
      ["mend the dashboard", "followup", null],
      ["Write the postmortem", "followup", { name: "Ann" }],
    ]);
    expect(await card()).toContain("*Follow-ups* · 2 open, 1 done");
    expect(await ann.command("followup done 5", channel)).toContain(
      "it is done once the postmortem is published",
    );
    await muster.pass({ days: 6 });
    expect((await muster.incident(1))?.tasks).toHaveLength(5);
  });

  async function card(): Promise<string> {
    return wordsOf((await muster.slack.messages("team-checkout"))[0]?.blocks);
  }
});
