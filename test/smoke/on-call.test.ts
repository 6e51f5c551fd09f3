import { DateTime } from "luxon";
import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

const NOW = DateTime.utc();

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("a page for a schedule", (open) => {
  it("goes to whoever is on call when it goes out", async () => {
    muster = await startMuster(await open(), {
      configuration: turns({ members: ["ann", "bob"], every: { n: 1, unit: "hours" } }),
    });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await muster.pass({ hours: 1 });
    await muster.alert({ alertname: "DiskFull" });
    await muster.settle();

    expect([(await paged(1))[0], (await paged(2))[0]]).toEqual(["ann", "bob"]);
  });

  it("goes to the newcomer at once when the shift changes and nobody has acknowledged, also after a restart", async () => {
    muster = await startMuster(await open(), {
      configuration: turns({ members: ["ann", "bob"], every: { n: 1, unit: "hours" } }),
    });
    await muster.alert({ alertname: "HighLatency" });
    await muster.pass({ minutes: 20 });
    expect(await paged(1)).toEqual(["ann"]);

    await muster.restart();
    await muster.pass({ minutes: 11 });

    expect(await paged(1)).toEqual(["ann", "bob"]);
    expect(storyOf(await muster.timeline(1))).toContain(
      "muster: paged-again, bob, on call now, and nobody has acknowledged yet",
    );
  });

  it("goes to whoever takes the shift in the middle of it, once, also over a restart", async () => {
    muster = await startMuster(await open(), {
      configuration: turns({ members: ["ann"], every: { n: 1, unit: "weeks" } }),
    });
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    expect(await paged(1)).toEqual(["ann"]);

    const bob = muster.slack.person("bob");
    await bob.oncall("take rota for 2h");
    await bob.submit({});
    await muster.settle();
    await muster.restart();
    await muster.pass({ minutes: 5 });

    expect(await paged(1)).toEqual(["ann", "bob"]);
    expect((await bob.pages()).filter(({ text }) => text.includes("HighLatency"))).toHaveLength(1);
  });

  it("passes over a level whose schedule has nobody", { tags: ["F44"] }, async () => {
    muster = await startMuster(await open(), {
      configuration: turns({ members: [null], every: { n: 1, unit: "hours" } }),
    });

    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(storyOf(await muster.timeline(1))).toContain("muster: level-skipped, level 1");
    expect(await paged(1)).toEqual(["eve"]);
  });
});

/** Level one is a schedule whose first turn began half an hour ago; level two is Eve, an hour later. */
function turns(layer: object): object {
  const anchor = NOW.minus({ minutes: 30 }).toFormat("yyyy-MM-dd'T'HH:mm");
  const rota = { name: "Rota", team: "checkout", timezone: "UTC", layers: [{ anchor, ...layer }] };
  return {
    schedules: { rota },
    policies: {
      checkout: {
        levels: [
          { notify: [{ schedule: "rota" }], delay: "PT55M" },
          { notify: [{ person: "eve" }], delay: "PT5M" },
        ],
        repeat: { times: 1 },
      },
    },
  };
}

async function paged(incident: number): Promise<readonly string[]> {
  const timeline = await muster.timeline(incident);
  return timeline.flatMap(({ event }) => {
    if (event.kind !== "paged" && event.kind !== "paged-again") return [];
    return event.targets.map((target) => (target.kind === "person" ? target.person : "channel"));
  });
}
