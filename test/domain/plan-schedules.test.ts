import { describe, expect, it } from "vitest";
import { planSchedules } from "#domain/schedule/plan-schedules.ts";
import { Schedule } from "#domain/schedule/schedule.ts";

const LAYER = {
  anchor: "2026-01-05T09:00",
  every: { n: 1, unit: "weeks" },
  members: ["ann", "ben", "cleo"],
};

function weekly(layer: object): ReadonlyMap<string, Schedule> {
  const parsed = Schedule.parse({
    name: "Weekly",
    team: "shop",
    timezone: "Europe/Berlin",
    layers: [{ ...LAYER, ...layer }],
  });
  return new Map([["weekly", { id: "weekly", ...parsed }]]);
}

/** Whose shifts change, over the night in which the clocks go forward; Ann has the first week. */
function changes(layer: object): readonly string[] {
  const span = {
    start: Date.parse("2026-03-09T12:00+01:00"),
    end: Date.parse("2026-04-06T09:00+02:00"),
  };
  return planSchedules(weekly({}), weekly(layer), span).flatMap((plan) =>
    plan.changes.map(({ start, end, before, after }) => {
      const [from, to] = [start, end].map((at) => new Date(at).toISOString().slice(5, 16));
      return `${from} to ${to}: ${after} instead of ${before}`;
    }),
  );
}

describe("an edit of a schedule changes exactly the shifts", () => {
  it.each<[string, object, string[]]>([
    ["of nobody, when only a name is new", { startIndex: 0 }, []],
    [
      "of those who come after a member who leaves",
      { members: ["ann", "cleo"] },
      [
        "03-16T08:00 to 03-23T08:00: cleo instead of ben",
        "03-23T08:00 to 03-30T07:00: ann instead of cleo",
        "03-30T07:00 to 04-06T07:00: cleo instead of ann",
      ],
    ],
    [
      "from where a new member has a turn",
      { members: ["ann", "ben", "cleo", "dan"] },
      ["03-30T07:00 to 04-06T07:00: dan instead of ann"],
    ],
    [
      "around a hand-over that moves",
      { anchor: "2026-01-05T10:00" },
      [
        "03-16T08:00 to 03-16T09:00: ann instead of ben",
        "03-23T08:00 to 03-23T09:00: ben instead of cleo",
        "03-30T07:00 to 03-30T08:00: cleo instead of ann",
      ],
    ],
    [
      "of all three at once",
      { members: ["ann", "cleo", "dan"], anchor: "2026-01-05T10:00" },
      [
        "03-16T08:00 to 03-16T09:00: ann instead of ben",
        "03-16T09:00 to 03-23T08:00: cleo instead of ben",
        "03-23T09:00 to 03-30T07:00: dan instead of cleo",
        "03-30T07:00 to 03-30T08:00: dan instead of ann",
      ],
    ],
  ])("%s", (_, layer, expected) => {
    expect(changes(layer)).toEqual(expected);
  });
});
