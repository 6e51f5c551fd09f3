import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("a start whose timers are three hours overdue", (open) => {
  it(
    "pages once for each incident that is open and not acknowledged, and for no other",
    { tags: ["F28"] },
    async () => {
      muster = await startMuster(await open());

      await beAwayAfter(["Held", "Over", "Open", "AlsoOpen"]);

      const pages = await muster.slack.person("bob").pages();
      expect(pages.map(({ text }) => / (\w+) is wrong/.exec(text)?.[1] ?? "").toSorted()).toEqual([
        "AlsoOpen",
        "Open",
      ]);
    },
  );

  it("pages for many of them in a digest, and once for each", { tags: ["F28"] }, async () => {
    muster = await startMuster(await open(), { configuration: { slack: { stormAbove: 1 } } });

    await beAwayAfter(["Held", "Over", "One", "Two", "Three", "Four"], async () => {
      // What comes due while Slack makes it wait is told with the rest.
      await muster.slack.trouble({ kind: "429", method: "conversations.open", retry_after: 30 });
    });

    const pages = await muster.slack.person("bob").pages();
    const told = pages.map(({ text }) => Number(/^(\d+) incidents need you/.exec(text)?.[1] ?? 1));
    expect(told.reduce((sum, count) => sum + count)).toBe(4);
    expect(told.length).toBeLessThanOrEqual(2);
  });
});

/** Ann has the first of them and resolves the second; then nobody looks for three hours. */
async function beAwayAfter(
  names: readonly string[],
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const ann = muster.slack.person("ann");
  for (const alertname of names) {
    await muster.alert({ alertname });
    await muster.settle();
  }
  await ann.command("ack 1");
  await ann.command("resolve 2");
  await muster.settle();
  await muster.down();
  await muster.push({ hours: 3 });
  await meanwhile();

  await muster.up();
  await muster.settle();
}
