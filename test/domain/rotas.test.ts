import { describe, expect, it } from "vitest";
import { createRotas, peopleOnCall, type Who } from "#domain/schedule/rotas.ts";
import { Schedule } from "#domain/schedule/schedule.ts";

const weekly = schedule("weekly", {
  layers: [
    {
      anchor: "2026-01-05T09:00",
      every: { n: 1, unit: "weeks" },
      members: ["ann", "ben", null, "cleo"],
    },
  ],
});
const rotas = createRotas(new Map([["weekly", weekly]]));

function schedule(id: string, changes: object): Schedule {
  const usual = { name: "Weekly", team: "shop", timezone: "Europe/Berlin" };
  return { id, ...Schedule.parse({ ...usual, ...changes }) };
}

function asked(who: Who, at: string): readonly string[] {
  return peopleOnCall(rotas, "weekly", who, Date.parse(at));
}

describe("who a schedule means", () => {
  it.each<[Who, string, string[]]>([
    ["current", "2026-01-05T07:59:59Z", []],
    ["current", "2026-01-05T08:00:00Z", ["ann"]],
    ["current", "2026-01-12T08:00:00Z", ["ben"]],
    ["current", "2026-01-20T08:00:00Z", []],
    ["next", "2026-01-01T00:00:00Z", ["ann"]],
    ["next", "2026-01-06T00:00:00Z", ["ben"]],
    ["next", "2026-01-13T00:00:00Z", ["cleo"]],
    ["next", "2026-01-20T00:00:00Z", ["cleo"]],
    ["all", "2020-01-01T00:00:00Z", ["ann", "ben", "cleo"]],
  ])("is, asked for %s at %s, %j", (who, at, people) => {
    expect(asked(who, at)).toEqual(people);
  });

  it("is nobody when there is no such schedule", () => {
    const all = (["current", "next", "all"] as const).map((who) =>
      peopleOnCall(rotas, "nights", who, Date.parse("2026-01-06T00:00:00Z")),
    );
    expect(all).toEqual([[], [], []]);
  });

  it("follows an override, which is put on top", () => {
    const start = Date.parse("2026-01-06T00:00:00Z");
    const cover = { id: "1", start, end: start + 3_600_000, person: "dan", createdAt: 0 };
    const covered = createRotas(new Map([["weekly", weekly]]), new Map([["weekly", [cover]]]));

    expect(peopleOnCall(covered, "weekly", "current", start)).toEqual(["dan"]);
    expect(peopleOnCall(covered, "weekly", "next", start)).toEqual(["ann"]);
    expect(peopleOnCall(covered, "weekly", "current", cover.end)).toEqual(["ann"]);
  });
});
