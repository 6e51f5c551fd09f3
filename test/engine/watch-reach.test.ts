import { Duration } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import { openDoors } from "#app/doors.ts";
import type { Configured } from "#config/configured.ts";
import { readSettings } from "#config/environment.ts";
import type { DeliveryLoop } from "#engine/delivery/work-off-deliveries.ts";
import type { Engine } from "#engine/engine.ts";
import { createImpairments } from "#engine/impairments.ts";
import { watchReach } from "#engine/page/watch-reach.ts";
import { createLogger } from "#telemetry/logger.ts";
import { withDatabase } from "#test/support/database.ts";
import { paged } from "#test/support/ways.ts";

const NO_NUMBER = { kind: "failed", reason: "no such number", again: false } as const;

const TROUBLE = "The last page to Ann arrived by no way (no such number)";

/** What /readyz of a program with this engine answers, whose Slack is well. */
async function readyz(engine: Engine): Promise<unknown> {
  const settings = readSettings({ PORT: "0" });
  if (!settings.ok) throw new Error(JSON.stringify(settings.problems));
  const doors = await openDoors(engine, settings.value, {
    configured: {} as Configured,
    deliveries: {} as DeliveryLoop,
    slack: {
      routes: [],
      starting: () => null,
      look: () => undefined,
      ask: async () => null,
      stop: async () => undefined,
    },
  });
  onTestFinished(doors.stop);
  return (await fetch(`http://127.0.0.1:${doors.port}/readyz`)).json();
}

withDatabase("somebody whom no way reaches", (open) => {
  it(
    "has the next level called at once, and is named by the log and by /readyz as long as nothing arrives",
    { tags: ["F42", "F44"] },
    async () => {
      const database = await open();
      const world = await paged(database, ["voice", "sms"], {
        voice: [NO_NUMBER],
        sms: [{ ...NO_NUMBER, reason: "the line is busy", again: true }, NO_NUMBER],
      });
      const log: string[] = [];
      const logger = createLogger({
        level: "warn",
        destination: { write: (line) => log.push(line) },
      });
      const impairments = createImpairments({ logger, metrics: world.engine.metrics });
      const engine = { ...world.engine, impairments };

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
          words: TROUBLE,
        },
      ]);
      expect(log).toEqual([expect.stringContaining(TROUBLE)]);
      expect(await readyz(engine)).toEqual({
        status: "ready",
        impaired: [expect.stringContaining(`${TROUBLE}: Look at what muster.yaml says of Ann`)],
      });

      await world.alert("DiskFull");
      await database.clock.advance(Duration.fromObject({ minutes: 2 }));
      await world.run();
      await watchReach(engine);
      expect(engine.impairments.current()).toEqual([]);
    },
  );
});
