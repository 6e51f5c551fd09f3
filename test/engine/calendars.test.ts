import { expect, it } from "vitest";
import { calendarSecret, findCalendar, renewCalendar } from "#engine/duty/calendars.ts";
import { withDatabases } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

const settings = configuration({
  schedules: {
    shop: {
      name: "Shop",
      team: "checkout",
      timezone: "UTC",
      layers: [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members: ["ann"] }],
    },
  },
});

const OWN = { owner: "ann", schedule: null };
const OF_SHOP = { owner: "ann", schedule: "shop" };

withDatabases("the secret of a calendar", (open) => {
  it("stays the same, whoever asks at the same time, and is another one for each calendar", async () => {
    const engine = createEngine(await open(), { configuration: settings });

    const own = await Promise.all([calendarSecret(engine, OWN), calendarSecret(engine, OWN)]);
    const others = [
      await calendarSecret(engine, OF_SHOP),
      await calendarSecret(engine, { owner: "bob", schedule: "shop" }),
    ];

    expect(own).toEqual([await calendarSecret(engine, OWN), own[0]]);
    expect(new Set([...own, ...others]).size).toBe(3);
  });

  it("leads to the calendar until there is a new one, and the others stay", async () => {
    const engine = createEngine(await open(), { configuration: settings });
    const [former, other] = [
      await calendarSecret(engine, OWN),
      await calendarSecret(engine, OF_SHOP),
    ];

    const renewed = await renewCalendar(engine, OWN);

    expect(await findCalendar(engine, former)).toBeNull();
    expect(await findCalendar(engine, renewed)).toMatchObject({ name: "On call: Ann" });
    expect(await findCalendar(engine, other)).toMatchObject({ name: "On call: Shop" });
    expect(await calendarSecret(engine, OWN)).toBe(renewed);
  });
});
