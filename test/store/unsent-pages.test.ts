import { expect, it } from "vitest";
import { oldestUnsentSeconds } from "#store/page/unsent-pages.ts";
import { withDatabases } from "#test/support/database.ts";
import { paged } from "#test/support/ways.ts";

withDatabases("a page that waits for Slack", (open) => {
  it("is late also when another way has delivered it", async () => {
    const database = await open();
    const world = await paged(database, ["webhook"]);
    await world.run();
    await world.pass({ seconds: 70 });

    const late = await oldestUnsentSeconds(database);
    await world.slack({ kind: "sent", via: "slack" });

    expect(await world.page()).toBe("sent");
    expect(late).toBeGreaterThanOrEqual(70);
    expect(await oldestUnsentSeconds(database)).toBe(0);
  });
});
