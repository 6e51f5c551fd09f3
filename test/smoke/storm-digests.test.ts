import { afterEach, expect, it } from "vitest";
import type { TestAlert } from "#test/support/alerts.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

withDatabase("a long storm", (open) => {
  let muster: TestMuster;
  afterEach(async () => {
    await muster.stop();
  });

  /** The first incidents may come before the storm is noticed, with cards of their own. */
  async function digests(): Promise<readonly string[]> {
    const texts = await muster.slack.texts("team-checkout");
    return texts.filter((text) => /^(Storm|It brought)/.test(text));
  }

  it("gets another digest after ten minutes, and each says in the end that it is over", async () => {
    muster = await startMuster(await open(), { configuration: { slack: { stormAbove: 2 } } });
    await muster.alert(...alerts(0, 40));
    for (let minute = 1; minute <= 10; minute += 1) {
      await muster.pass({ minutes: 1 });
      await muster.alert(...alerts(minute * 100, 1));
    }
    await muster.settle();

    expect(await digests()).toEqual([
      expect.stringMatching(/^It brought/),
      expect.stringMatching(/^Storm: 1 new incident/),
    ]);

    await muster.slack.trouble({ kind: "500", method: "chat.update" });
    await muster.pass({ minutes: 3 });
    expect(await digests()).toEqual([
      expect.stringMatching(/^It brought/),
      expect.stringMatching(/^It brought 1 incident/),
    ]);
  });

  it("gets another digest for what comes after a hundred incidents", async () => {
    muster = await startMuster(await open(), { configuration: { slack: { stormAbove: 2 } } });
    await muster.alert(...alerts(0, 120));
    await muster.settle();
    await muster.alert(...alerts(500, 1));
    await muster.settle();

    expect(await digests()).toHaveLength(2);
  });
});

/** Nobody is paged for them. */
function alerts(from: number, count: number): readonly TestAlert[] {
  return Array.from({ length: count }, (_, index) => ({
    alertname: `Alert${from + index}`,
    labels: { severity: "info" },
  }));
}
