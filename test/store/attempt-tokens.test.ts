import { Duration } from "luxon";
import { expect, it } from "vitest";
import { acknowledgeBy } from "#engine/page/acknowledge-by.ts";
import { dropOldTokens } from "#store/page/attempt-tokens.ts";
import { withDatabases } from "#test/support/database.ts";
import { paged } from "#test/support/ways.ts";

withDatabases("a token that acknowledges", (open) => {
  it("is kept as long as its incident is open, and a week longer", async () => {
    const database = await open();
    const world = await paged(database, ["voice"]);
    await world.pass({ minutes: 1 });
    const kinds: string[] = [];

    async function lookAfter(days: number): Promise<void> {
      await database.clock.advance(Duration.fromObject({ days }));
      await dropOldTokens(database);
      kinds.push((await acknowledgeBy(world.engine, world.token())).kind);
    }
    await lookAfter(10);
    await world.resolve();
    await lookAfter(6);
    await lookAfter(2);

    expect(kinds).toEqual(["taken", "over", "unknown"]);
  });
});
