import { Duration } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import { startReachWorker } from "#app/workers.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { byPhone, said, tokenOf } from "#test/support/by-phone.ts";
import { withDatabases } from "#test/support/database.ts";
import { deliver } from "#test/support/engine.ts";
import type { FakeTwilio } from "#test/support/fake-twilio.ts";

withDatabases("a storm", (open, kind) => {
  // The embedded database is slow enough to make eighty a test of patience.
  const size = kind === "postgres" ? 80 : 12;
  const storm = Array.from({ length: size }, (_, number) => {
    return { alertname: `Broken${number}`, fingerprint: `${number}` };
  });

  it("is one call to each person, and one key takes it whole", async () => {
    const database = await open();
    const world = await byPhone(database);
    await deliver(world.engine, "prod", alertsFromTest(...storm));
    await database.clock.advance(Duration.fromObject({ minutes: 2 }));
    const worker = startReachWorker(world.engine, world.setting);
    onTestFinished(worker.stop);

    // While a busy machine takes the storm in, text messages come due as well.
    function calls(): FakeTwilio["requests"] {
      return world.twilio.requests.filter(isCall);
    }
    await expect.poll(() => calls().length, { timeout: 60_000 }).toBe(1);
    await worker.stop();

    expect(calls()).toHaveLength(1);
    expect(calls()[0]?.form["Twiml"]).toContain(`and ${size - 1} more.`);
    const called = world.twilio.requests.findIndex(isCall);
    expect(said(await world.press("4", tokenOf(world, called)))).toContain(
      `and ${size - 5} more now.`,
    );
    expect(await world.holder(size)).toBe("Ann");
  });
});

function isCall({ kind }: FakeTwilio["requests"][number]): boolean {
  return kind === "call";
}
