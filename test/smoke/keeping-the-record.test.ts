import { afterAll, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { isDirect, wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";

const CHANNEL = "inc-1-highlatency-is-wrong";

withDatabase("the record of an incident", (open) => {
  let muster: TestMuster;
  afterAll(async () => {
    await muster.stop();
  });

  it("takes notes that are typed, with their own time", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const ann = muster.slack.person("ann");

    expect(await ann.command("note INC-1 rolled back <https://ci.example/41|v41>")).toBe(
      "Noted on the timeline of INC-1.",
    );
    expect(await ann.command("note at 20 minutes ago customers complain")).toMatch(
      /^Noted on the timeline of INC-1, for <!date\^/,
    );
    expect(await ann.command("note at 25:99 nonsense")).toMatch(/^Nothing was noted\. .*02:40/);
    expect(await ann.command("note INC-9 lost")).toBe("There is no incident INC-9.");

    const notes = (await muster.timeline(1)).flatMap(({ event }) =>
      event.kind === "note-added" ? [event.text] : [],
    );
    expect(notes).toEqual(["rolled back v41 (https://ci.example/41)", "customers complain"]);
  });

  it("takes notes by a form, which says what is wrong with a time", async () => {
    const bob = muster.slack.person("bob");
    const { id } = await muster.slack.channel(CHANNEL);

    await bob.command("note", id);
    expect(await bob.submit({ text: "db-1 was full", when: "tomorrow 9:00" })).toContain(
      "That time is still to come.",
    );
    expect(await bob.submit({ text: "db-1 was full", when: "10 minutes ago" })).toContain(
      "Noted on the timeline of INC-1, for",
    );
  });

  it("shows what happened, page by page, the newest first", async () => {
    const ann = muster.slack.person("ann");
    for (const text of "abcdefghijkl") await ann.command(`note INC-1 note ${text}`);

    const shown = await ann.command("timeline INC-1");
    expect(shown).toMatch(/Ann noted: note l[\s\S]*Ann noted: note a/);
    expect(shown).toContain("Paged Ann (level 1): new incident. Sent by Slack.");
    expect(shown).not.toContain("opened it");
    const view = await ann.modal();
    await muster.slack.act("click", {
      user: "ann",
      view_id: view?.id,
      action_id: "timeline-page/1",
    });
    await expect
      .poll(async () => wordsOf((await ann.modal())?.blocks))
      .toMatch(/opened it as SEV2[\s\S]*Bob noted: db-1 was full\. _noted/);
  });

  it("goes as files into the incident's channel, or to whoever asks elsewhere", async () => {
    const ann = muster.slack.person("ann");
    const { id } = await muster.slack.channel(CHANNEL);

    expect(await ann.command("timeline export", id)).toBe(
      `The timeline of INC-1 is in <#${id}>, as files.`,
    );
    expect(await ann.command("timeline INC-1 export")).toContain("in your conversation with me");

    const here = JSON.stringify(await muster.slack.channel(CHANNEL));
    expect(here).toContain("INC-1-timeline.md");
    expect(here).toContain("INC-1-timeline.json");
    const direct = (await muster.slack.channels()).filter((one) => isDirect(one, "U00000ANN"));
    expect(JSON.stringify(direct)).toContain("INC-1-timeline.md");
  });

  it("asks for the incident where several are open, and keeps what was typed", async () => {
    await muster.alert({ alertname: "DiskFull" });
    await muster.settle();
    const bob = muster.slack.person("bob");

    await bob.command("note at 2 minutes ago the disk was full");
    expect(JSON.stringify(await bob.modal())).toContain('"initial_value":"the disk was full"');
    expect(await bob.submit({ text: "the disk was full", incident: "2" })).toContain(
      "Noted on the timeline of INC-2",
    );
  });

  it("is kept from whoever may not", async () => {
    const guest = muster.slack.person("guest");

    expect(await guest.command("note INC-1 hello", "team-checkout")).toContain("Nothing was done");
    expect(storyOf(await muster.timeline(1)).join()).not.toContain("Gus");
  });
});
