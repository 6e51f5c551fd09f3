import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("whoever has an incident is asked after a while", (open) => {
  it("and keeps it with one press", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await muster.slack.person("ann").press("acknowledge");

    await muster.pass({ minutes: 25 });
    const [, question] = await muster.slack.person("ann").pages();
    expect(question?.text).toMatch(/^Still on it, Ann\? Without an answer it is paged anew at /);
    expect(await muster.slack.person("ann").press("still-on-it")).toMatch(
      /^Good, INC-1 stays with you\. You are asked again at /,
    );
    await muster.pass({ minutes: 10 });

    const pages = await muster.slack.person("ann").pages();
    expect(pages.map(({ text }) => text)).toEqual([
      expect.stringContaining("Acknowledged by Ann"),
      expect.stringMatching(/^Ann is on it\./),
    ]);
    expect(await told(4)).toEqual([
      "Ann: acknowledged",
      "muster: asked, ann, still on it?",
      "muster: page-sent, ann",
      "Ann: still-on-it",
    ]);
  });

  it("and is paged anew together with the first level when no answer comes, also over a restart", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    await muster.pass({ minutes: 5 });
    await muster.slack.person("bob").press("acknowledge");

    await muster.pass({ minutes: 25 });
    await muster.restart();
    await muster.pass({ minutes: 5 });

    expect((await told(6)).slice(0, 4)).toEqual([
      "Bob: acknowledged",
      "muster: asked, bob, still on it?",
      "muster: page-sent, bob",
      "muster: paged, ann and bob, whoever has it did not say that they are still on it",
    ]);
    const texts = (await muster.slack.person("bob").pages()).map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(/^Nobody has it any more, so it is paged/));
    expect((await muster.incident(1))?.status).toBe("triggered");
  });
});

/** The last lines of the timeline. */
async function told(lines: number): Promise<readonly string[]> {
  return storyOf(await muster.timeline(1)).slice(-lines);
}
