import { afterEach, expect, it } from "vitest";
import { paging } from "#test/support/acme.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";

const ROOM = "inc-1-highlatency-is-wrong";
const FORM = {
  known: { known: { value: "Cards fail for some customers." } },
  impact: { impact: { value: "One payment in ten." } },
  doing: { doing: { value: "Rolling back to v41." } },
};

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("telling others", (open) => {
  it("an update stands in the channel, on every card and with those who follow", async () => {
    muster = await startMuster(await open(), {
      configuration: { slack: { channelsPerMinute: 6000, announceChannel: "#general" } },
    });
    const { person } = muster.slack;
    const [ann, bob, eve] = [person("ann"), person("bob"), person("eve")];
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await ann.command("ack 1");
    expect(await eve.press("follow", { in: "general" })).toMatch(/^You follow INC-1 now\./);
    expect(await eve.press("follow", { in: "general" })).toMatch(/^You follow INC-1 already\./);
    expect(await ann.command("follow 1")).toMatch(/^You follow INC-1 now\./);

    await ann.command("update 1 Cards fail");
    expect(JSON.stringify(await ann.modal())).toContain('"initial_value":"Cards fail"');
    expect(await ann.submit({ known: { known: { value: " " } } })).toMatch(/Say what is known/);
    await muster.slack.trouble({ kind: "duplicate", count: 1 });
    expect(await ann.submit(FORM)).toMatch(/^The update stands on the cards of INC-1 .* 2 people/);
    await muster.settle();

    const told =
      /\*Update\* by Ann, [\s\S]*Cards fail for some[\s\S]*One payment in ten\.[\s\S]*v41\./;
    expect(wordsOf((await muster.slack.messages(ROOM)).at(-1)?.blocks)).toMatch(told);
    expect(wordsOf((await muster.slack.messages("team-checkout")).at(0)?.blocks)).toMatch(told);
    const [announced, ...others] = await muster.slack.messages("general");
    expect(others).toEqual([]);
    expect(wordsOf(announced?.blocks)).toMatch(told);
    expect(wordsOf((await eve.pages()).at(-1)?.blocks)).toMatch(told);
    expect((await ann.pages()).at(-1)?.text).not.toContain("Cards fail");
    expect(storyOf(await muster.timeline(1)).filter((line) => line.includes("update"))).toEqual([
      "Ann: update-posted",
    ]);

    await bob.command("resolve 1 rolled back");
    await muster.settle();
    expect((await eve.pages()).at(-1)?.text).toMatch(/^INC-1 .*: Resolved by Bob/);
    expect(wordsOf((await muster.slack.messages("general")).at(0)?.blocks)).toContain("Resolved");
    expect(await eve.command("unfollow 1")).toBe("You do not follow INC-1 any more.");
    expect(await eve.command("follow 1")).toMatch(/^INC-1: Resolved by Bob/);
  });

  it("whoever tells others is reminded alone, until they write, put it off or stop it", async () => {
    const { checkout } = paging(["ann"], ["bob"]).policies;
    const policies = { checkout: { ...checkout, ackTimeout: "off" } };
    muster = await startMuster(await open(), { configuration: { policies } });
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await ann.command("ack 1");
    await ann.command("role 1 comms @bob");
    await muster.pass({ minutes: 61 });

    const reminder = (await bob.pages()).at(-1);
    expect(reminder?.text).toMatch(/^Others wait for an update on INC-1 .*There was none yet\./);
    expect(await bob.press("put-off-update/0")).toMatch(/^You are reminded of INC-1 again/);
    await muster.pass({ minutes: 16 });
    expect((await bob.pages()).at(-1)?.text).toMatch(/^Others wait for an update/);
    expect(await bob.press("put-off-update/2")).toMatch(/^You are not reminded of INC-1 any more/);
    await muster.settle();
    expect((await bob.pages()).at(-1)?.text).toMatch(/^You are not reminded of INC-1 any more/);

    await bob.command("update 1");
    await bob.submit({ ...FORM, next: { next: { selected_option: { value: "PT15M" } } } });
    await muster.pass({ minutes: 16 });
    const { text } = (await bob.pages()).findLast((page) => page.text.includes("update")) ?? {};
    expect(text).toMatch(/^Others wait for an update on INC-1 .* The last one was /);
    await bob.press("write-update");
    expect(wordsOf((await bob.modal())?.blocks)).toContain("Who is hurt, and how");
  });

  it("somebody is asked to update what is not there, or was merged", async () => {
    muster = await startMuster(await open());
    const ann = muster.slack.person("ann");
    for (const alertname of ["HighLatency", "DiskFull"]) {
      await muster.alert({ alertname });
      await muster.settle();
    }

    expect(await ann.command("update 9")).toBe("There is no incident INC-9.");
    expect(await ann.command("update")).toMatch(/^Update others: which incident do you mean\?/);
    await ann.command("merge 2 into 1");
    await ann.command("update 2");
    expect(await ann.submit(FORM)).toMatch(/^INC-2: Merged into INC-1/);
  });
});
