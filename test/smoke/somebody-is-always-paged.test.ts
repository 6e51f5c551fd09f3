import { Duration } from "luxon";
import { afterEach, expect, it } from "vitest";
import { CONFIGURATION, paging, PEOPLE } from "#test/support/acme.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

/** People who cannot be reached, each for a reason of their own. */
const UNREACHABLE = {
  carl: { name: "Carl", email: "carl@example.com" },
  olga: { name: "Olga", slack: "U00000OLD" },
  zed: { name: "Zed", slack: "U00000ZED" },
};

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("somebody is always paged", (open) => {
  it("the next level, when nobody acknowledges in time", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });

    await muster.pass({ minutes: 4, seconds: 50 });
    expect(await paged()).toEqual({ ann: 1, bob: 0, eve: 0 });

    await muster.pass({ seconds: 15 });
    expect(await paged()).toEqual({ ann: 1, bob: 1, eve: 0 });
    const [page] = await muster.slack.person("bob").pages();
    expect(page?.text).toContain("Why Bob: level 2, nobody acknowledged in time.");
  });

  it("the team's channel and every admin, again every quarter of an hour, when nobody acknowledges in two rounds", async () => {
    const [rounds] = Object.values(paging(["ann"], ["bob"]).policies);
    const policies = { checkout: { ...rounds, repeat: { times: 1 } } };
    muster = await startMuster(await open(), { configuration: { policies } });
    await muster.alert({ alertname: "HighLatency" });
    for (const minutes of [5, 5, 5]) await muster.pass({ minutes });
    expect(await paged()).toEqual({ ann: 2, bob: 2, eve: 0 });

    await muster.pass({ minutes: 5 });
    expect(await calls()).toBe(1);
    expect(await paged()).toEqual({ ann: 2, bob: 2, eve: 1 });
    await muster.pass({ minutes: 15 });
    await muster.pass({ minutes: 15 });
    expect(await calls()).toBe(3);
    expect(await paged()).toEqual({ ann: 2, bob: 2, eve: 3 });

    expect(await muster.slack.person("eve").press("acknowledge")).toMatch(/^You have INC-1 now/);
    await muster.pass({ minutes: 20 });
    expect(await paged()).toEqual({ ann: 2, bob: 2, eve: 3 });
  });

  it.each([
    ["is not in Slack", "carl", "no_slack_member"],
    ["is deactivated", "olga", "channel_not_found"],
    ["has an id that Slack does not know", "zed", "channel_not_found"],
  ])(
    "the next level at once, when the first one %s",
    { tags: ["F44"] },
    async (_, person, error) => {
      const people = { ...PEOPLE, ...UNREACHABLE };
      const configuration = { people, ...paging([person], ["bob"]) };
      muster = await startMuster(await open(), { configuration });

      await muster.alert({ alertname: "HighLatency" });
      await muster.settle();

      expect(await paged()).toEqual({ ann: 0, bob: 1, eve: 0 });
      expect(storyOf(await muster.timeline(1))).toEqual([
        "source: opened",
        `muster: paged, ${person}, new incident`,
        "source: alerts-joined, HighLatency",
        `muster: page-failed, ${person}, ${error}`,
        "muster: paged, bob, the page could not be delivered",
        "muster: page-sent, bob",
      ]);
    },
  );

  it("the team's channel at once, when nobody of the policy can be reached", async () => {
    const people = { ...PEOPLE, ...UNREACHABLE };
    const configuration = { people, ...paging(["zed", "carl"], ["olga"]) };
    muster = await startMuster(await open(), { configuration });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(await calls()).toBe(1);
    expect(await paged()).toEqual({ ann: 0, bob: 0, eve: 1 });
  });

  it("the fallback channel, when the team's channel does not exist", async () => {
    const configuration = {
      teams: { checkout: { ...CONFIGURATION.teams.checkout, channel: "#nowhere" } },
      slack: { fallbackChannel: "#fallback" },
      people: { ...PEOPLE, ...UNREACHABLE },
      ...paging(["zed"]),
    };
    muster = await startMuster(await open(), { configuration });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(await muster.slack.texts("fallback")).toContainEqual(expect.stringMatching(/^<!here>/));
  });

  it("the level after, at once, when a level's people have left the configuration meanwhile", async () => {
    const configuration = paging(["ann"], ["bob"], ["eve"]);
    muster = await startMuster(await open(), { configuration });
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    const { bob: _, ...people } = PEOPLE;
    const teams = { checkout: { ...CONFIGURATION.teams.checkout, members: ["ann"] } };
    expect(await muster.configure({ people, teams, ...paging(["ann"], ["eve"]) })).toBe(true);
    await muster.pass({ minutes: 5 });

    expect(await paged()).toEqual({ ann: 1, bob: 0, eve: 1 });
    expect(storyOf(await muster.timeline(1)).slice(-3)).toEqual([
      "muster: level-skipped, level 2",
      "muster: paged, eve, nobody acknowledged in time",
      "muster: page-sent, eve",
    ]);
  });

  it("at the same time as without it, when the program restarts during the wait", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.pass({ minutes: 2 });

    await muster.restart();
    await muster.pass({ minutes: 1 });
    expect(await paged()).toEqual({ ann: 1, bob: 0, eve: 0 });

    // Counted from the restart, it would be another two minutes.
    await muster.pass({ minutes: 2 });
    expect(await paged()).toEqual({ ann: 1, bob: 1, eve: 0 });
  });

  it("right after the start, when the time came while the program was down", async () => {
    const database = await open();
    muster = await startMuster(database);
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    await muster.down();
    await database.clock.advance(Duration.fromObject({ hours: 1 }));
    await muster.up();
    await muster.settle();

    expect(await paged()).toEqual({ ann: 1, bob: 1, eve: 0 });
  });
});

/** How many pages each person got. */
async function paged(): Promise<Record<string, number>> {
  const names = ["ann", "bob", "eve"];
  const counts = names.map(async (name) => {
    const pages = await muster.slack.person(name).pages();
    return [name, pages.length] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** How often everybody in the team's channel was called. */
async function calls(): Promise<number> {
  const texts = await muster.slack.texts("team-checkout");
  return texts.filter((text) => text.startsWith("<!here>")).length;
}
