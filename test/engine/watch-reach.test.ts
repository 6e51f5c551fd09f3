import { Duration } from "luxon";
import { expect, it } from "vitest";
import { watchReach } from "#engine/page/watch-reach.ts";
import { withDatabase } from "#test/support/database.ts";
import { paged } from "#test/support/ways.ts";

const NO_NUMBER = { kind: "failed", reason: "no such number", again: false } as const;

withDatabase("somebody whom no way reaches", (open) => {
  it(
    "has the next level called at once, and is named as long as nothing arrives",
    { tags: ["F42", "F44"] },
    async () => {
      const database = await open();
      const world = await paged(database, ["voice", "sms"], {
        voice: [NO_NUMBER],
        sms: [{ ...NO_NUMBER, reason: "the line is busy", again: true }, NO_NUMBER],
      });
      const { engine } = world;

      await world.slack({ kind: "failed", error: "user_not_found" });
      await world.run();
      await watchReach(engine);
      expect(engine.impairments.current()).toEqual([]);

      await world.pass({ seconds: 15 });
      await watchReach(engine);
      expect(world.sent()).toEqual(["voice INC-1", "sms INC-1", "sms INC-1"]);
      expect((await world.story()).at(-1)).toBe(
        "muster: paged, bob, the page could not be delivered",
      );
      expect(engine.impairments.current()).toMatchObject([
        {
          part: "person",
          key: "ann",
          words: "The last page to Ann arrived by no way (no such number)",
        },
      ]);

      await world.alert("DiskFull");
      await database.clock.advance(Duration.fromObject({ minutes: 2 }));
      await world.run();
      await watchReach(engine);
      expect(engine.impairments.current()).toEqual([]);
    },
  );
});
