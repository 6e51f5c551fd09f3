import { sql } from "kysely";
import { expect, it } from "vitest";
import { acknowledgeBy } from "#engine/page/acknowledge-by.ts";
import { startTest } from "#engine/page/test-page.ts";
import { attemptsOfTest } from "#store/page/attempts.ts";
import { insertTest, readTest } from "#store/page/test-pages.ts";
import { type TestDatabase, withDatabases, withPostgres } from "#test/support/database.ts";
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

withPostgres("a test page whose button is pressed twice at the same moment", (open) => {
  it("is sent once", async () => {
    const database = await open();
    const who = { person: "ann", slackId: "U00000ANN" };
    const noted = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const first = database.transaction(async (tx) => {
      const test = await insertTest(tx, who, 60);
      noted.resolve();
      await answered.promise;
      return test;
    });
    await noted.promise;
    const second = database.transaction((tx) => insertTest(tx, who, 60)).finally(answered.resolve);
    await expect.poll(() => isWaiting(database)).toBe(true);
    answered.resolve();

    expect([await first, await second]).toEqual([expect.any(Number), null]);
  });
});

async function isWaiting({ kysely }: TestDatabase): Promise<boolean> {
  const { rows } = await sql`
    select from pg_locks where locktype = 'advisory' and not granted`.execute(kysely);
  return rows.length > 0;
}
