import { describe, expect, it } from "vitest";
import { conflictsOf, movesOf } from "#domain/change/change-conflicts.ts";
import {
  fromNow,
  heldSpan,
  objectionsTo,
  overridesOf,
  type ScheduleChange,
} from "#domain/change/schedule-change.ts";
import { createRotas, type Rotas } from "#domain/schedule/rotas.ts";
import { Schedule } from "#domain/schedule/schedule.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday at nine, when Ann's turn of a day begins; Bob's follows. */
const NOW = Date.UTC(2026, 0, 5, 9);
const KNOWN = { people: new Set(["ann", "bob", "eve"]), schedules: new Set(["shop", "nights"]) };
const WANTED = { schedule: "shop", person: "eve", replaces: null, reason: "", ...hours(1, 3) };

describe("a change that somebody wants", () => {
  it.each([
    ["two hours to come", {}, []],
    ["one that has begun", hours(-1, 1), []],
    ["366 days", hours(1, 1 + 24 * 366), []],
    ["a moment longer", { ...hours(1, 1 + 24 * 366), end: NOW + HOUR + 366 * DAY + 1 }, ["end"]],
    ["a start behind its end", hours(2, 1), ["end"]],
    ["no time at all", hours(1, 1), ["end"]],
    ["an end that is over", hours(-2, 0), ["end"]],
    ["an unknown person", { person: "zoe" }, ["person"]],
    ["the person whom it replaces", { person: "ann", replaces: "ann" }, ["person"]],
    ["an unknown schedule", { schedule: "shp" }, ["schedule"]],
    ["the longest reason", { reason: "x".repeat(300) }, []],
    ["too long a reason", { reason: "x".repeat(301) }, ["reason"]],
    [
      "everything at once",
      { schedule: "", person: "", ...hours(2, 1) },
      ["schedule", "person", "end"],
    ],
  ])("%s: %o", (_, changes, fields) => {
    const objections = objectionsTo({ ...WANTED, ...changes }, KNOWN, NOW);

    expect(objections.map(({ field }) => field)).toEqual(fields);
  });

  it("is told what to do instead", () => {
    expect(objectionsTo({ ...WANTED, schedule: "shp" }, KNOWN, NOW)).toEqual([
      { field: "schedule", problem: "there is no schedule shp", fix: "did you mean shop?" },
    ]);
  });

  it("begins now at the earliest", () => {
    expect(fromNow(hours(-1, 1), NOW)).toEqual(hours(0, 1));
    expect(fromNow(hours(1, 2), NOW)).toEqual(hours(1, 2));
  });
});

describe("a change that was made", () => {
  it.each([
    ["not cancelled", null, hours(1, 3)],
    ["cancelled before it began", 0, null],
    ["cancelled as it began", 1, null],
    ["cancelled on the way", 2, hours(1, 2)],
    ["cancelled afterwards", 4, hours(1, 3)],
  ])("%s", (_, cancelled, held) => {
    const cancelledAt = cancelled === null ? null : NOW + cancelled * HOUR;

    expect(heldSpan({ ...WANTED, cancelledAt })).toEqual(held);
  });

  it("is void for somebody who has left, unless it is history", () => {
    const changes = [change("old", hours(-3, -1)), change("new", hours(1, 3))];
    const [known, gone] = [["ann", "eve"], ["ann"]].map((people) => {
      return overridesOf(changes, new Set(people), NOW)
        .get("shop")
        ?.map(({ id }) => id);
    });

    expect(known).toEqual(["old", "new"]);
    expect(gone).toEqual(["old"]);
  });
});

describe("what somebody should know before", () => {
  it("is whose shifts move", () => {
    const wanted = { ...WANTED, ...hours(23, 25) };

    expect(movesOf(rotas(), wanted, NOW)).toEqual([
      { ...hours(23, 24), before: "ann", after: "eve" },
      { ...hours(24, 25), before: "bob", after: "eve" },
    ]);
  });

  it("is that nobody's shift moves", () => {
    const wanted = { ...WANTED, person: "ann" };

    expect(conflictsOf(rotas(), [], wanted, NOW)).toEqual([{ kind: "nothing-changes" }]);
  });

  it("is that the person has another schedule then", () => {
    const wanted = { ...WANTED, person: "bob" };

    expect(conflictsOf(rotas(), [], wanted, NOW)).toEqual([
      { kind: "elsewhere", schedule: "nights", ...hours(1, 3) },
    ]);
  });

  it("is another change at that time, of which the later wins", () => {
    const made = [change("another", hours(2, 9), "bob"), change("own", hours(1, 2), "eve")];

    expect(conflictsOf(rotas(made), made, WANTED, NOW)).toMatchObject([
      { kind: "overlaps", person: "bob", ...hours(2, 3) },
    ]);
  });
});

/** Ann and Bob take turns in the shop, Bob and Ann at night. */
function rotas(changes: readonly ScheduleChange[] = []): Rotas {
  const schedules = [rota("shop", ["ann", "bob"]), rota("nights", ["bob", "ann"])];
  const known = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  return createRotas(known, overridesOf(changes, KNOWN.people, NOW));
}

function rota(id: string, members: readonly string[]): Schedule {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members }];
  return { id, ...Schedule.parse({ name: id, team: "checkout", timezone: "UTC", layers }) };
}

function change(
  id: string,
  span: { readonly start: number; readonly end: number },
  person = "eve",
): ScheduleChange {
  const createdBy = { kind: "muster" } as const;
  const created = { createdBy, createdAt: NOW, cancelledBy: null, cancelledAt: null };
  return {
    ...WANTED,
    ...created,
    ...span,
    id,
    person,
    kind: "override",
    pair: null,
    request: null,
  };
}

function hours(from: number, to: number): { readonly start: number; readonly end: number } {
  return { start: NOW + from * HOUR, end: NOW + to * HOUR };
}
