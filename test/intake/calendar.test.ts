import ICAL from "ical.js";
import { DateTime } from "luxon";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Override } from "#domain/schedule/on-call.ts";
import { createRotas } from "#domain/schedule/rotas.ts";
import { type Calendar, calendarOf } from "#domain/shift/calendar.ts";
import { calendarRoutes } from "#intake/calendar-routes.ts";
import { configuration } from "#test/support/engine.ts";
import { startHookServer } from "#test/support/hook-server.ts";

const SECRET = "a-secret-of-24-characters";
const NOW = DateTime.fromISO("2026-10-20T12:00Z", { zone: "utc" });
const DAILY = { anchor: "2026-10-01T02:30", every: { n: 1, unit: "days" } };
const settings = configuration({
  publicUrl: "https://muster.example/base/",
  schedules: {
    shop: {
      name: "Shop; first, line",
      team: "checkout",
      timezone: "Europe/Berlin",
      layers: [{ ...DAILY, members: ["ann", "bob"] }],
    },
  },
  policies: { checkout: { levels: [{ notify: [{ schedule: "shop" }] }] } },
});

function shopCalendar(
  owner: string,
  schedule: string | null,
  overrides: readonly Override[] = [],
): Calendar | null {
  const rotas = createRotas(settings.schedules, new Map([["shop", overrides]]));
  return calendarOf(rotas, settings, { owner, schedule }, NOW.toMillis());
}

async function fetchCalendar(
  calendar: Calendar | null,
  headers: Record<string, string> = {},
): Promise<Response> {
  const routes = calendarRoutes({
    find: (secret) => Promise.resolve(secret === SECRET ? calendar : null),
    now: () => NOW,
  });
  const server = await startHookServer({ routes });
  return await fetch(`${server.url}/calendar/${SECRET}.ics`, { headers });
}

async function readEvents(calendar: Calendar | null): Promise<readonly ICAL.Event[]> {
  const parsed = new ICAL.Component(ICAL.parse(await (await fetchCalendar(calendar)).text()));
  return parsed.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
}

/** Of an instant's day in October. */
function shown({ summary, startDate, endDate, uid }: ICAL.Event): readonly string[] {
  const times = [startDate, endDate].map((time) => time.toJSDate().toISOString().slice(5, 16));
  return [...times, summary, uid];
}

describe("the calendar of a person", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  // At 3:00 on the 25th the clocks go back to 2:00, so 2:30 comes twice: the first time counts.
  it.each(["UTC", "America/New_York", "Pacific/Auckland"])(
    "has their shifts at the right instants when the process runs in %s",
    async (runsIn) => {
      vi.stubEnv("TZ", runsIn);

      const events = await readEvents(shopCalendar("ann", null));

      const near = events.map(shown).filter(([start = ""]) => /^10-2[3-7]/.test(start));
      const title = "On call: Shop; first, line";
      expect(near).toEqual([
        ["10-23T00:30", "10-24T00:30", title, "shop-20261023T003000Z-ann@muster.example"],
        ["10-25T00:30", "10-26T01:30", title, "shop-20261025T003000Z-ann@muster.example"],
        ["10-27T01:30", "10-28T01:30", title, "shop-20261027T013000Z-ann@muster.example"],
      ]);
    },
  );

  it("reaches from two weeks back to half a year ahead, over the night in spring", async () => {
    const events = (await readEvents(shopCalendar("bob", null))).map(shown);

    expect(events[0]?.[0]).toBe("10-06T00:30");
    expect(events.at(-1)?.[0]).toBe("04-18T00:30");
    // 2:30 is left out on the 28th of March: the clocks show 3:30 then.
    const spring = events.filter(([start = ""]) => /^03-2[67]|^03-29|^03-30/.test(start));
    expect(spring.map(([start, end]) => [start, end])).toEqual([
      ["03-27T01:30", "03-28T01:30"],
      ["03-29T00:30", "03-30T00:30"],
    ]);
  });

  it("keeps what tells a shift apart when somebody takes its end, and leaves out what is taken whole", async () => {
    const start = Date.parse("2026-10-23T12:00Z");
    const end = Date.parse("2026-10-26T01:30Z");
    const taken = { id: "1", start, end, person: "bob", createdAt: 0 };

    const events = (await readEvents(shopCalendar("ann", null, [taken]))).map(shown);

    const near = events.filter(([begun = ""]) => /^10-2[3-7]/.test(begun));
    expect(near.map(([from, to, , uid]) => [from, to, uid])).toEqual([
      ["10-23T00:30", "10-23T12:00", "shop-20261023T003000Z-ann@muster.example"],
      ["10-27T01:30", "10-28T01:30", "shop-20261027T013000Z-ann@muster.example"],
    ]);
  });
});

describe("the calendar of a schedule", () => {
  it("has everybody's shifts, under the schedule's name", async () => {
    const response = await fetchCalendar(shopCalendar("ann", "shop"));
    const text = await response.text();
    const parsed = new ICAL.Component(ICAL.parse(text));
    const titles = parsed.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one).summary);

    expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(text).toContain(String.raw`NAME:On call: Shop\; first\, line`);
    expect(String(parsed.getFirstPropertyValue("refresh-interval"))).toBe("PT1H");
    expect(new Set(titles)).toEqual(new Set(["On call: Ann", "On call: Bob"]));
    expect(text).not.toContain("VALARM");
  });
});

describe("the address of a calendar", () => {
  it("says in few words that nothing has changed", async () => {
    const first = await fetchCalendar(shopCalendar("ann", null));
    const tag = first.headers.get("etag") ?? "";
    const again = await fetchCalendar(shopCalendar("ann", null), { "If-None-Match": tag });
    const other = await fetchCalendar(shopCalendar("bob", null), { "If-None-Match": tag });

    expect([first.status, again.status, other.status]).toEqual([200, 304, 200]);
  });

  it.each([
    ["is unknown", shopCalendar("gus", null)],
    ["belongs to a schedule that is there no more", shopCalendar("ann", "nights")],
  ])("leads nowhere when it %s", async (_, calendar) => {
    expect(calendar).toBeNull();
    expect((await fetchCalendar(calendar)).status).toBe(404);
  });
});
