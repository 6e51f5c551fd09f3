import { describe, expect, it } from "vitest";
import { buttonIn, doneIn, soon, useDemo } from "#test/demo/stage.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const STEPS = {
  page: "Be paged",
  acknowledge: "Acknowledge",
  channel: "Open the incident's channel",
  runbook: "Read the runbook",
  budget: "See what it uses of the error budget",
  stop: "Stop the pain",
  tell: "Tell others",
  end: "Bring it to its end",
  learn: "Read the postmortem",
  kept: "Look back",
  who: "Ask who is on call",
  take: "Take the shift",
} as const;

describe("the demo's tour", () => {
  const demo = useDemo();

  async function untilDone(...steps: readonly string[]): Promise<void> {
    await soon(async () => {
      expect(doneIn(await demo.story())).toEqual(
        Object.values(STEPS).filter((step) => steps.includes(step)),
      );
    });
  }

  it("notices each step when it has been done, in whatever order and by whomever", async () => {
    const slack = demo.slack();
    const { page, acknowledge, channel, runbook, budget, stop, tell, end, kept } = STEPS;
    expect(doneIn(await demo.story())).toEqual([]);

    await slack.person("tom").command("list");
    await untilDone(kept);

    await demo.press("fire-error-budget");
    await untilDone(kept, page);
    const room = await incidentChannel();
    const { tour } = await demo.story();
    const [mia] = (await slack.state()).users.filter(({ name }) => name === "mia");
    expect(tour[1]?.goTo).toEqual({ user: mia?.id, channel: expect.stringMatching(/^D/) });
    expect(tour[2]?.goTo).toEqual({ user: mia?.id, channel: room.id });

    await soon(async () => {
      const shown = wordsOf(await slack.messages(room.name));
      expect(shown).toMatch(/Deploy: .*checkout v41: new tax rules> · production · 9f4c2ab/);
      expect(shown).toContain("it began 11 min before the impact");
    });

    const [bookmark] = room.bookmarks.filter(({ title }) => title === "Runbook");
    expect(await (await fetch(bookmark?.link ?? "")).text()).toContain("budget");
    await untilDone(kept, page, runbook);
    await soon(async () => {
      const card = wordsOf(await slack.messages(room.name));
      expect(card).toMatch(/availability 99\.9 %\/30d: burning 12\dx now, this incident has used/);
    });
    const [graph] = room.bookmarks.filter(({ title }) => title === "Alert source");
    expect(await (await fetch(graph?.link ?? "")).text()).toContain("<svg");
    await untilDone(kept, page, runbook, budget);

    await slack.act("message", { user: "jonas", channel: room.name, text: "I am looking." });
    await untilDone(kept, page, runbook, budget, channel);

    await slack.act("command", {
      user: "jonas",
      channel: "general",
      command: "/incident",
      text: "ack",
    });
    await untilDone(kept, page, runbook, budget, channel, acknowledge);

    const jonas = slack.person("jonas");
    await jonas.command("mitigated", room.name);
    await untilDone(kept, page, runbook, budget, channel, acknowledge, stop);
    await jonas.command("update It is rolled back.", room.name);
    await jonas.submit({});
    await untilDone(kept, page, runbook, budget, channel, acknowledge, stop, tell);

    expect(await demo.press("end-error-budget")).toContain("It is over");
    await demo.press("forward-1");
    await untilDone(kept, page, runbook, budget, channel, acknowledge, stop, tell, end);
  });

  it("notices who reads the postmortem", async () => {
    const { name, bookmarks } = await incidentChannel();
    const [runbook] = bookmarks.filter(({ title }) => title === "Runbook");
    const [, number] = /^inc-(\d+)/.exec(name) ?? [];
    const read = await fetch(new URL(`/incidents/${number}/postmortem`, runbook?.link));

    expect(await read.text()).toContain("checkout availability 99.9 %/30d");
    const later: readonly string[] = [STEPS.who, STEPS.take];
    await untilDone(...Object.values(STEPS).filter((step) => !later.includes(step)));
  });

  it("notices who asks who is on call, and who takes the shift", async () => {
    const mia = demo.slack().person("mia");
    const jonas = demo.slack().person("jonas");
    expect(await mia.oncall("")).toMatch(/Mia Lindqvist.*Backed up by Jonas Weber/);
    await jonas.oncall("take storefront for 1h");
    expect(await jonas.submit({})).toContain("Saved: Jonas Weber is on call");
    await untilDone(...Object.values(STEPS));
    await expectOnCall("Jonas Weber");
  });

  it("begins anew, and takes nothing for done that was done before", async () => {
    const slack = demo.slack();
    await demo.press("slack-429");
    await demo.press("dnd-mia");
    await soon(async () => {
      expect(buttonIn(await demo.story(), "dnd-mia")).toMatchObject({ on: true });
    });
    expect(await demo.press("start-over")).toContain("the tour begins anew");
    expect(doneIn(await demo.story())).toEqual([]);
    expect(await slack.state()).toMatchObject({ faults: [] });
    expect((await slack.state()).users.filter(({ dnd }) => dnd === true)).toEqual([]);
    await expectOnCall("Mia Lindqvist");

    const { id: channel } = await incidentChannel();
    await slack.act("message", { user: "mia", channel, text: "That was the last one." });
    await slack.act("home", { user: "mia" });
    await untilDone(STEPS.kept);
    await demo.press("fire-error-budget");
    await untilDone(STEPS.kept, STEPS.page);
  });

  /** In the topic of the team's channel and in its user group. */
  async function expectOnCall(name: string) {
    await soon(async () => {
      const state = await demo.slack().state();
      const person = state.users.find((user) => user.name === name.toLowerCase().split(" ")[0]);
      const team = state.channels.find((channel) => channel.name === "team-storefront");
      expect(team?.topic).toBe(`On call: ${name} (Storefront)`);
      expect(state).toMatchObject({ usergroups: [{ users: [person?.id] }] });
    });
  }

  /** Once it has all its bookmarks. */
  async function incidentChannel() {
    let found = (await demo.slack().channels())[0];
    await soon(async () => {
      found = (await demo.slack().channels()).find(({ name }) => name.startsWith("inc-"));
      expect(found?.bookmarks.length).toBeGreaterThanOrEqual(3);
    });
    if (found === undefined) throw new Error("there is no channel");
    return found;
  }
});
