import { expect, it } from "vitest";
import { decide } from "#domain/incident/decide-incident.ts";
import { Incident, IncidentEvent } from "#domain/incident/incident.ts";
import { acknowledge, at, incident, plain, roster, tick } from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

/** All that the paging of an incident had in its first version. */
const KNOWN = ["state", "level", "round", "step", "nextAt"] as const;

/** An incident as the first version stored it. */
function old(given: Incident): Incident {
  const { paging } = given;
  const policy = {
    levels: paging.policy.levels.map(({ notify, delay }) => ({ notify, delay })),
    repeat: { times: 0 },
    exhausted: { every: "PT15M" },
  };
  const known = Object.fromEntries(KNOWN.map((key) => [key, paging[key]]));
  return Incident.parse(plain({ ...given, paging: { ...known, policy } }));
}

it.each([
  ["paged", incident(), "10:05", ["paged ben (level 2, round 1) until 10:10"]],
  [
    "exhausted",
    incident({}, ["10:05", tick()], ["10:10", tick()]),
    "10:25",
    ["exhausted, called #payments until 10:40"],
  ],
])("an incident that an older version %s goes on", (_, given, time, expected) => {
  expect(told(decide(old(given), tick(), at(time)))).toEqual(expected);
});

it("an acknowledgement that an older version took never runs out, a new one does", () => {
  const taken = { ...incident({}, ["10:01", acknowledge()]) };
  const before = old({ ...taken, paging: { ...taken.paging, nextAt: null } });

  expect(told(decide(before, tick(), at("18:00")))).toEqual([]);
  expect(told(decide(old(incident()), acknowledge(), at("10:02")))).toEqual(["ana: acknowledged"]);
});

it("nobody is paged as a newcomer where it was not noted who had been paged", () => {
  const changed = { kind: "duty-changed", roster: roster(["dan"], ["ben"]) } as const;

  expect(told(decide(old(incident()), changed, at("10:01")))).toEqual([]);
});

it("a page without an urgency was urgent", () => {
  const event = {
    kind: "paged",
    level: 0,
    round: 1,
    step: 1,
    targets: [{ kind: "person", person: "ana" }],
    nextAt: "2026-11-20T10:05:00Z",
    reason: "new incident",
  };

  expect(IncidentEvent.parse(event)).toMatchObject({ urgency: "high" });
});
