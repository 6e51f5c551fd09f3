import { afterEach, expect, it } from "vitest";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

const ALERT = { alertname: "HighLatency" };
/** One of a pair heard of the alert a few seconds after the other. */
const LATER = new Date(Date.now() - 4.9 * 60_000).toISOString();

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

async function pagesOfAnn(): Promise<number> {
  const story = storyOf(await muster.timeline(1));
  return story.filter((line) => line.includes("page-sent, ann")).length;
}

/** An alert came, was acknowledged, and ended. */
async function resolved(database: TestDatabase): Promise<void> {
  muster = await startMuster(database);
  await muster.alert(ALERT);
  await muster.settle();
  await muster.alert({ ...ALERT, resolved: true });
  await muster.pass({ minutes: 6 });
  expect((await muster.incident(1))?.status).toBe("resolved");
}

withDatabase("a pair of Alertmanagers", (open) => {
  it(
    "that both deliver at once, and date the start differently, makes one incident, one card and one page",
    { tags: ["F32"] },
    async () => {
      muster = await startMuster(await open());

      const answers = await Promise.all([
        muster.alert(ALERT),
        muster.alert({ ...ALERT, startsAt: LATER }),
        muster.alert(ALERT),
      ]);
      await muster.settle();

      expect(answers).toEqual([200, 200, 200]);
      expect(await muster.incident(2)).toBeNull();
      expect(await pagesOfAnn()).toBe(1);
      expect(await muster.slack.texts("team-checkout")).toHaveLength(1);
    },
  );

  it(
    "of which one lags and says firing after the end opens the incident again and pages nobody",
    { tags: ["F33"] },
    async () => {
      await resolved(await open());
      const before = await pagesOfAnn();

      await muster.alert(ALERT);
      await eventually(async () => {
        expect((await muster.incident(1))?.status).not.toBe("resolved");
      });
      await muster.alert({ ...ALERT, resolved: true });
      await muster.pass({ minutes: 6 });
      expect((await muster.incident(1))?.status).toBe("resolved");
      expect(await pagesOfAnn()).toBe(before);
    },
  );

  it(
    "of which one goes on to say firing after the end pages once a minute has confirmed it",
    { tags: ["F33"] },
    async () => {
      await resolved(await open());
      const before = await pagesOfAnn();

      await muster.alert(ALERT);
      await muster.pass({ seconds: 70 });

      expect(await pagesOfAnn()).toBe(before + 1);
      expect(storyOf(await muster.timeline(1)).join("\n")).toContain("reopened");
    },
  );
});
