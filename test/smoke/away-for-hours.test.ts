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
      const ann = muster.slack.person("ann");
      for (const alertname of ["Held", "Over", "Open", "AlsoOpen"]) {
        await muster.alert({ alertname });
        await muster.settle();
      }
      await ann.command("ack 1");
      await ann.command("resolve 2");
      await muster.settle();
      await muster.down();
      await muster.push({ hours: 3 });

      await muster.up();
      await muster.settle();

      const pages = await muster.slack.person("bob").pages();
      expect(pages.map(({ text }) => / (\w+) is wrong/.exec(text)?.[1] ?? "").toSorted()).toEqual([
        "AlsoOpen",
        "Open",
      ]);
    },
  );
});
