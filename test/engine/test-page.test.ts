import { expect, it } from "vitest";
import { acknowledgeBy } from "#engine/acknowledge-by.ts";
import { startTest } from "#engine/test-page.ts";
import { attemptsOfTest } from "#store/attempts.ts";
import { readTest } from "#store/test-pages.ts";
import { withDatabases } from "#test/support/database.ts";
import { paged } from "#test/support/ways.ts";
import type { WayResult } from "#ways/way.ts";

const GONE: WayResult = { kind: "failed", reason: "no such number", again: false };

withDatabases("a test page", (open) => {
  it("goes out by every way at once, and an answer by any confirms it", async () => {
    const world = await paged(await open(), ["voice", "mail"], { voice: [GONE] });
    const test = await startTest(world.engine, { person: "ann", slackId: "U00000ANN" });

    await world.run();
    const answer = await acknowledgeBy(world.engine, world.token("mail"));

    const { kysely } = world.engine.database;
    const attempts = await attemptsOfTest(kysely, test ?? 0);
    expect(attempts.map(({ way, state }) => `${way} ${state}`)).toEqual([
      "slack pending",
      "voice failed",
      "mail sent",
    ]);
    expect(world.notices.every(({ isTest }) => isTest)).toBe(true);
    expect(answer).toEqual({ kind: "test", person: "Ann" });
    expect((await readTest(kysely, test ?? 0))?.confirmedVia).toBe("mail");
  });

  it("is not sent twice within a minute", async () => {
    const { engine } = await paged(await open(), []);
    const who = { person: "ann", slackId: "U00000ANN" };

    const tests = [await startTest(engine, who), await startTest(engine, who)];

    expect(tests).toEqual([expect.any(Number), null]);
  });
});
