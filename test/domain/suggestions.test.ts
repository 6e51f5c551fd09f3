import { describe, expect, it } from "vitest";
import type { BudgetDay, PastIncident, PastPage } from "#domain/learning/past.ts";
import { suggest } from "#domain/learning/suggestions.ts";
import { learned, moment, pastFollowUp, pastIncident, pastPage } from "#test/support/past.ts";

function day(date: string, remaining: number | null, spent: number | null = null): BudgetDay {
  return { objective: "checkout-requests", day: date, remaining, spent };
}

function judged(verdict: PastIncident["verdict"], ids: readonly number[]): PastIncident[] {
  return ids.map((id) => pastIncident(id, {}, { verdict, key: `key ${id}` }));
}

function paged(ids: readonly number[], changes: Partial<PastPage> = {}): PastPage[] {
  return ids.map((id) => pastPage(id, "2026-11-17T12:00", changes));
}

describe("repairs", () => {
  const early = moment("2026-11-01");
  const done = { state: "done", addedAt: early, endedAt: moment("2026-11-18") } as const;
  const dropped = { state: "dropped", addedAt: early, endedAt: moment("2026-11-18") } as const;

  it.each([
    ["made", pastFollowUp(1), { made: 1, open: 1, done: 0 }],
    ["done", pastFollowUp(1, done), { made: 0, done: 1, open: 0, days: { count: 1, median: 17 } }],
    [
      "dropped",
      pastFollowUp(1, { ...dropped, due: moment("2026-11-17") }),
      { dropped: 1, due: 0, open: 0 },
    ],
    [
      "overdue",
      pastFollowUp(1, { due: moment("2026-11-20") }),
      { due: 1, kept: 0, overdue: [{ number: 1 }] },
    ],
    [
      "done late",
      pastFollowUp(1, { ...done, due: moment("2026-11-17") }),
      { due: 1, kept: 1, overdue: [] },
    ],
    [
      "done after the week",
      pastFollowUp(1, { ...done, endedAt: moment("2026-11-24"), due: moment("2026-11-20") }),
      { done: 0, due: 1, kept: 0, open: 1, overdue: [{ number: 1 }] },
    ],
    [
      "made after the week",
      pastFollowUp(1, { addedAt: moment("2026-11-24") }),
      { made: 0, open: 0 },
    ],
    [
      "of which the beginning is not known",
      pastFollowUp(1, { ...done, addedAt: null }),
      { done: 1, days: { count: 0 } },
    ],
  ])("are counted when they are %s", (_, followUp, expected) => {
    expect(learned({ followUps: [followUp] }).repairs).toMatchObject(expected);
  });

  it("do not count the writing of postmortems, which is told apart", () => {
    const followUps = [pastFollowUp(1, { isPostmortem: true, due: moment("2026-11-17") })];

    const { repairs, overduePostmortems } = learned({ followUps });

    expect(repairs).toMatchObject({ made: 0, due: 0, overdue: [] });
    expect(overduePostmortems).toHaveLength(1);
  });
});

describe("an error budget", () => {
  it.each([
    [
      [day("2026-11-17", 0.3, 0.2), day("2026-11-16", 0.5, 0.1)],
      [0.3, -0.2, 0.3, 2],
    ],
    [
      [day("2026-11-16", 0.5), day("2026-11-17", null)],
      [0.5, null, null, 0],
    ],
    [[day("2026-11-16", null)], [null, null, null, 0]],
  ])("of the days %j has what is left, how that moved and what was used", (budgets, expected) => {
    const [trend] = learned({ budgets }).budgets;

    const { remaining, change, spent, daysCounted } = trend ?? {};
    const numbers = [remaining, change, spent, daysCounted];
    expect(numbers.map((one) => (typeof one === "number" ? Number(one.toFixed(6)) : one))).toEqual(
      expected,
    );
  });
});

describe("suggestions", () => {
  it.each([
    ["nothing has happened", {}, []],
    [
      "an alert paged and was never actionable",
      { incidents: judged("not-actionable", [1, 2, 3]), pages: paged([1, 2, 3]) },
      ["never-actionable"],
    ],
    [
      "two judgements may be chance",
      { incidents: judged("not-actionable", [1, 2]), pages: paged([1, 2]) },
      [],
    ],
    ["what pages nobody may be as it is", { incidents: judged("not-actionable", [1, 2, 3]) }, []],
    [
      "an alert is seldom actionable",
      {
        incidents: [...judged("not-actionable", [1, 2, 3]), ...judged("actionable", [4])],
        pages: paged([1, 2, 3, 4]),
      },
      ["seldom-actionable"],
    ],
    ["nobody says whether it was", { pages: paged([1, 2, 3, 4, 5]) }, ["never-judged"]],
    [
      "an alert wakes somebody again and again",
      { pages: ["17", "18", "19"].map((night, id) => pastPage(id + 1, `2026-11-${night}T03:00`)) },
      ["wakes-often"],
    ],
    [
      "the same comes back and nobody repairs it",
      { incidents: [1, 2].map((id) => pastIncident(id, {}, { key: "same" })) },
      ["repeated"],
    ],
    [
      "the same comes back and is being repaired",
      { incidents: [1, 2].map((id) => pastIncident(id, {}, { key: "same", followUps: id - 1 })) },
      [],
    ],
    [
      "a postmortem is late",
      { followUps: [pastFollowUp(1, { isPostmortem: true, due: moment("2026-11-17") })] },
      ["postmortems-overdue"],
    ],
    [
      "something urgent is late",
      { followUps: [pastFollowUp(1, { isP0: true, due: moment("2026-11-17") })] },
      ["urgent-overdue"],
    ],
    [
      "most repairs are late",
      { followUps: [1, 2, 3].map((one) => pastFollowUp(one, { due: moment("2026-11-17") })) },
      ["repairs-late"],
    ],
    [
      "a budget is overdrawn",
      { budgets: [{ objective: "a", day: "2026-11-17", remaining: -0.1, spent: null }] },
      ["overdrawn"],
    ],
  ])("when %s", (_, changes, expected) => {
    expect(suggest(learned(changes)).map(({ kind }) => kind)).toEqual(expected);
  });

  it("are three at most, what matters most first, and one for each alert", () => {
    const changes = {
      incidents: judged("not-actionable", [1, 2, 3]),
      pages: [
        ...[1, 2, 3].map((id) => pastPage(id, `2026-11-1${id + 6}T03:00`)),
        ...paged([11, 12, 13, 14, 15], { alert: "Slow" }),
      ],
      followUps: [
        pastFollowUp(1, { isP0: true, due: moment("2026-11-17") }),
        pastFollowUp(2, { isPostmortem: true, due: moment("2026-11-17") }),
      ],
    };

    expect(suggest(learned(changes)).map(({ kind }) => kind)).toEqual([
      "urgent-overdue",
      "never-actionable",
      "postmortems-overdue",
    ]);
    expect(suggest(learned({ ...changes, followUps: [] })).map(({ kind }) => kind)).toEqual([
      "never-actionable",
      "never-judged",
    ]);
  });
});
