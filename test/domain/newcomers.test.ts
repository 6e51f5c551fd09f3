import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import type { Roster } from "#domain/escalation/escalation.ts";
import { Policy } from "#domain/escalation/policy.ts";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import {
  alerts,
  alertsChanged,
  at,
  type Command,
  incident,
  resolve,
  roster,
  target,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

function rules(level: object): Policy {
  const notify = [{ person: "anybody" }];
  const retry = { every: "PT2M", times: 2 };
  return Policy.parse({ levels: [{ notify, retry, ...level }], repeat: { times: 0 } });
}

/** A level of several people, of whom it is one's turn. */
function inTurn(turn: string, ...people: readonly string[]): Roster {
  return { ...roster([turn]), present: [people.map(target)] };
}

function dutyChanged(now: Roster): Command {
  return { kind: "duty-changed", roster: now };
}

function on(given: Incident, time: string, command: Command): readonly string[] {
  return told(decide(given, command, at(time)));
}

it("whoever has come is paged once, whether a retry or the change of hands is first", () => {
  const both = roster(["ana", "dan"]);
  const policy = rules({});
  const given = incident({ policy, roster: roster(["ana"]) }, ["10:02", tick({ roster: both })]);

  expect(on(given, "10:02", dutyChanged(both))).toEqual([]);
  expect(on(given, "10:04", tick({ roster: both }))).toEqual([
    "paged ana and dan (retry) until 10:05",
  ]);
});

it("the level has its whole time anew once, and its retries end with it", () => {
  const policy = rules({ retry: { every: "PT4M", times: 9 } });
  const [first, second] = [roster(["ana", "dan"]), roster(["ana", "dan", "eve"])];
  const given = incident(
    { policy, roster: roster(["ana"]) },
    ["10:02", dutyChanged(first)],
    ["10:04", dutyChanged(second)],
  );

  expect(told(decide(given, tick({ roster: second }), at("10:07")))).toEqual([
    "exhausted, called #payments until 10:22",
  ]);
  expect(given.paging.nextAt?.toFormat("HH:mm")).toBe("10:07");
});

it("whoever comes during a rest is paged once, and the rest goes on", () => {
  const notify = [{ person: "anybody" }];
  const repeat = { times: 1, pause: "PT1H" };
  const policy = Policy.parse({ levels: [{ notify }], repeat });
  const changed = dutyChanged(roster(["dan"]));
  const resting = [{ policy, roster: roster(["ana"]) }, ["10:05", tick()] as const] as const;

  expect(on(incident(...resting), "10:10", changed)).toEqual(["paged dan (newcomer) until 11:05"]);
  expect(on(incident(...resting, ["10:10", changed]), "10:11", changed)).toEqual([]);
});

it("whoever comes while it is held back is not paged before its time", () => {
  const pause = Duration.fromISO("PT2M");
  const back = alertsChanged({ joined: alerts("A"), reopen: "quietly" });
  const returned = incident({}, ["10:02", resolve()], ["10:03", back]);

  expect(on(incident({ pause }), "10:01", dutyChanged(roster(["dan"])))).toEqual([]);
  expect(on(returned, "10:03", dutyChanged(roster(["dan"])))).toEqual([]);
});

describe("a level that pages one person at a time", () => {
  const given = incident({
    policy: rules({ strategy: "round_robin" }),
    roster: inTurn("ana", "ana", "ben"),
  });

  it("stays with its person, whoever has come", () => {
    const now = inTurn("ben", "ana", "ben", "dan");

    expect(on(given, "10:01", dutyChanged(now))).toEqual([]);
    expect(on(given, "10:02", tick({ roster: now }))).toEqual(["paged ana (retry) until 10:04"]);
  });

  it("pages the next one as soon as its person has left", () => {
    expect(on(given, "10:01", dutyChanged(inTurn("ben", "ben", "dan")))).toEqual([
      "paged ben (newcomer) until 10:03",
    ]);
  });

  it("does not page again whoever has left", () => {
    const left = inTurn("ben", "ben", "dan");
    const retried = incident(
      { policy: rules({ strategy: "round_robin" }), roster: inTurn("ana", "ana", "ben") },
      ["10:02", tick({ roster: left })],
    );

    expect(on(given, "10:02", tick({ roster: left }))).toEqual(["paged ben (retry) until 10:04"]);
    expect(on(retried, "10:02", dutyChanged(inTurn("dan", "ben", "dan")))).toEqual([]);
  });
});
