import { describe, expect, it } from "vitest";
import {
  type BudgetLimit,
  type Crossing,
  followCrossing,
  NotifyRule,
  ruleKey,
} from "#domain/objective/notify.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUARTER = { kind: "remaining", below: 0.25 } as const;
const TWICE = { kind: "burn", above: 2, forMs: HOUR } as const;

type Look = readonly [minutes: number, value: number | null];

/** At which minutes it is told, as budgets are looked at then. */
function toldAt(limit: BudgetLimit, looks: readonly Look[]): readonly number[] {
  let crossing: Crossing | null = null;
  return looks.flatMap(([minutes, value]) => {
    const now = minutes * MINUTE;
    crossing = followCrossing(crossing, limit, { burn: value, remaining: value }, now);
    return crossing?.toldAt === now ? [minutes] : [];
  });
}

/** Once a minute, with one value. */
function minutely(from: number, until: number, value: number | null): readonly Look[] {
  return Array.from({ length: until - from + 1 }, (_, index) => [from + index, value]);
}

describe("what is told of a budget before it is gone", () => {
  it.each<[string, BudgetLimit, readonly Look[], readonly number[]]>([
    ["nothing at exactly the limit", QUARTER, [[1, 0.25]], []],
    ["less than the limit, at once", QUARTER, [[1, 0.2499]], [1]],
    ["an overdrawn budget", QUARTER, [[1, -3]], [1]],
    ["nothing that is not known", QUARTER, [[1, null]], []],
    ["one crossing once, however long", QUARTER, minutely(1, 90, 0.2), [1]],
    [
      "one crossing once, although it wavers around the limit",
      QUARTER,
      [
        [1, 0.24],
        [2, 0.26],
        [60, 0.24],
        [1400, 0.26],
        [1500, 0.24],
      ],
      [1],
    ],
    [
      "the next crossing, after a good day",
      QUARTER,
      [
        [1, 0.24],
        [2, 0.26],
        [1442, 0.26],
        [1443, 0.24],
      ],
      [1, 1443],
    ],
    [
      "one crossing once, until it was good for as long as it had to be bad",
      { kind: "burn", above: 2, forMs: 3 * HOUR },
      [...minutely(1, 200, 3), ...minutely(201, 320, 1), ...minutely(321, 600, 3)],
      [181],
    ],
    [
      "one crossing once, although nothing is known for days",
      QUARTER,
      [
        [1, 0.24],
        [2, null],
        [9000, null],
        [9001, 0.24],
      ],
      [1],
    ],
    ["no burning at exactly the limit", TWICE, minutely(1, 90, 2), []],
    ["burning that has lasted", TWICE, minutely(1, 90, 2.1), [61]],
    ["no burning that stopped in time", TWICE, [...minutely(1, 60, 9), [61, 1]], []],
    [
      "burning from anew after it stopped",
      TWICE,
      [...minutely(1, 60, 9), [61, 1], ...minutely(62, 130, 9)],
      [122],
    ],
    [
      "burning from anew after nobody knew for long",
      TWICE,
      [...minutely(1, 40, 9), ...minutely(60, 130, 9)],
      [120],
    ],
    [
      "burning through a short time without numbers",
      TWICE,
      [...minutely(1, 40, 9), ...minutely(41, 48, null), ...minutely(49, 70, 9)],
      [61],
    ],
    [
      "burning again after it was good for as long as it had to be bad",
      TWICE,
      [...minutely(1, 61, 9), ...minutely(62, 122, 0), ...minutely(123, 190, 9)],
      [61, 183],
    ],
    [
      "burning once, although it was good for a while",
      TWICE,
      [...minutely(1, 61, 9), ...minutely(62, 121, 0), ...minutely(122, 260, 9)],
      [61],
    ],
  ])("is %s", (_, limit, looks, minutes) => {
    expect(toldAt(limit, looks)).toEqual(minutes);
  });
});

describe("a rule in muster.yaml", () => {
  it("has a name that holds as long as it says the same", () => {
    const typed = [
      { remaining: 25 },
      { remaining: 10, channel: "#ops" },
      { burn: 2 },
      { burn: 2, for: "PT30M" },
    ];

    expect(typed.map((rule) => ruleKey(NotifyRule.parse(rule)))).toEqual([
      "remaining<0.25",
      "remaining<0.1@#ops",
      "burn>2/3600000",
      "burn>2/1800000",
    ]);
  });

  it.each([[{}], [{ remaining: 25, burn: 2 }], [{ remaining: 101 }], [{ burn: 0 }]])(
    "is refused as %o",
    (typed) => {
      expect(NotifyRule.safeParse(typed).success).toBe(false);
    },
  );
});
