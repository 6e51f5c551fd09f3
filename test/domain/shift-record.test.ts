import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { createRotas } from "#domain/schedule/rotas.ts";
import { Schedule } from "#domain/schedule/schedule.ts";
import {
  nextChange,
  type RecordedDuty,
  shiftNews,
  shiftsBetween,
} from "#domain/shift/shift-record.ts";
import { remindersIn } from "#domain/shift/shift-reminders.ts";

const HOUR = 3_600_000;
/** Hours since nine in the morning, when the first turn begins: Ann, Bob, nobody, Ann … an hour each. */
const NINE = Date.parse("2026-01-05T09:00:00Z");
const SCHEDULE = Schedule.parse({
  name: "Rota",
  team: "shop",
  timezone: "UTC",
  layers: [
    { anchor: "2026-01-05T09:00", every: { n: 1, unit: "hours" }, members: ["ann", "bob", null] },
  ],
});
const ROTAS = createRotas(new Map([["rota", { id: "rota", ...SCHEDULE }]]));

const HOLDERS = ["ann", "bob", null];

type Look = { readonly before: RecordedDuty | null; readonly now: number };

function look(before: RecordedDuty | null, now: number): Look {
  return { before, now };
}

function at(hours: number): number {
  return NINE + hours * HOUR;
}

function known(person: string | null, since: number, followed: number): RecordedDuty {
  return { person, since: at(since), followedAt: at(followed) };
}

/** Such as `ann 1-2`, or `ann 1-` while it runs. */
function told({ person, start, end }: { person: string; start: number; end: number }): string {
  const until = Number.isFinite(end) ? (end - NINE) / HOUR : "";
  return `${person} ${(start - NINE) / HOUR}-${until}`;
}

describe("the record of shifts", () => {
  it.each<[string, Look, string | null, string[]]>([
    ["begins when it first looks", look(null, 0.5), null, ["ann 0.5-"]],
    ["begins with nobody", look(null, 2.5), null, []],
    ["goes on", look(known("ann", 0.2, 0.5), 0.7), "ann 0.2-", []],
    ["changes hands", look(known("ann", 0.2, 0.9), 1), "ann 0.2-1", ["bob 1-"]],
    ["ends with nobody", look(known("bob", 1, 1.9), 2.1), "bob 1-2", []],
    ["begins after nobody", look(known(null, 2, 2.9), 3), null, ["ann 3-"]],
    [
      "fills in a downtime",
      look(known("ann", 0, 0.5), 4.5),
      "ann 0-1",
      ["bob 1-2", "ann 3-4", "bob 4-"],
    ],
    ["leaves what is written as it is", look(known("eve", 0, 0.5), 0.6), "eve 0-0.5", ["ann 0.5-"]],
    ["joins nothing over a gap", look(known("ann", 0, 1), 3.5), "ann 0-1", ["bob 1-2", "ann 3-"]],
  ])("%s", (_, { before, now }, recorded, fresh) => {
    const news = shiftNews(ROTAS, "rota", before, at(now));

    expect(news.recorded === null ? null : told(news.recorded)).toBe(recorded);
    expect(news.fresh.map(told)).toEqual(fresh);
    expect(news.person).toBe(HOLDERS[Math.floor(now) % HOLDERS.length]);
  });

  it("knows since when nobody has it", () => {
    expect(shiftNews(ROTAS, "rota", known("bob", 1, 1.5), at(2.5)).since).toBe(at(2));
    expect(shiftNews(ROTAS, "rota", known(null, 2, 2.5), at(2.7)).since).toBe(at(2));
  });

  it("reaches over as many weeks as it takes", () => {
    const shifts = shiftsBetween(ROTAS, "rota", { start: at(0), end: at(24 * 400) });

    expect(shifts).toHaveLength(((24 * 400) / 3) * 2);
    expect(shifts.every(({ start, end }) => end - start === HOUR)).toBe(true);
  });

  it.each([
    [0.5, 1],
    [1, 2],
    [2.5, 3],
  ])("changes after %d at %d", (now, next) => {
    expect(nextChange(ROTAS, "rota", at(now))).toBe(at(next));
  });
});

describe("reminders", () => {
  const shifts = [{ start: at(10), end: at(11), person: "ann" }];
  const aheads = ["PT4H", "PT1H"].map((text) => Duration.fromISO(text));

  it.each<[string, [number, number], number, number[]]>([
    ["not before their time", [5, 5.9], 0, [6, 9]],
    ["at their time", [5.9, 6], 1, [9]],
    ["once", [6, 6.1], 0, [9]],
    ["as one when two moments have passed", [5, 9.5], 1, []],
    ["not for what was planned too late", [9.1, 9.2], 0, []],
    ["not when it has begun", [8, 10], 0, []],
  ])("come %s", (_, [start, end], count, later) => {
    const found = remindersIn(shifts, aheads, { start: at(start), end: at(end) });

    expect(found.due).toHaveLength(count);
    expect(found.later).toEqual(later.map(at));
  });
});
