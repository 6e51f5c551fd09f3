import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { Policy } from "#domain/escalation/policy.ts";
import { decide, decideOpening } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  type Command,
  handBack,
  incident,
  opening,
  person,
  resolve,
  roster,
  snooze,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const ben = person("ben");
const nobody = roster([], []);

/** Two levels of five minutes, unless said otherwise; one round. */
function rules(first: object = {}, more: object = {}): Policy {
  const level = { notify: [{ person: "anybody" }] };
  return Policy.parse({ levels: [{ ...level, ...first }, level], repeat: { times: 0 }, ...more });
}

/** What becomes of a command at some time. */
function on(given: Incident, time: string, command: Command): readonly string[] {
  return told(decide(given, command, at(time)));
}

describe("new alert / incident", () => {
  it("pages level 1 now", () => {
    const decision = decideOpening(opening(), at("10:00"));

    expect(told(decision)).toEqual(["prod: opened", "paged ana (level 1, round 1) until 10:05"]);
  });

  it("with autoPause it is paused first, and paged when it has not ended by then", () => {
    const pause = Duration.fromISO("PT2M");
    const decision = decideOpening(opening({ pause }), at("10:00"));
    const paused = incident({ pause });

    expect(told(decision)).toEqual(["prod: opened", "held until 10:02"]);
    expect(on(paused, "10:01:59", tick())).toEqual([]);
    expect(on(paused, "10:02", tick())).toEqual(["paged ana (level 1, round 1) until 10:07"]);
  });
});

it("new alert / incident with autoPause pages nobody for what has ended by then", () => {
  const over = alertsChanged({
    ended: alerts("DiskFull"),
    counts: { firing: 0, muted: 0, ended: 1 },
  });
  const paused = incident({ pause: Duration.fromISO("PT2M") }, ["10:01", over]);

  expect(on(paused, "10:02", tick({ quietUntil: at("10:06") }))).toEqual([]);
  expect(on(paused, "10:06", tick({ quietUntil: at("10:06") }))).toEqual(["resolved"]);
});

describe("enter level", () => {
  it("with nobody it goes to the next level in the same moment, and tells", () => {
    const decision = decideOpening(opening({ roster: roster([], ["ben"]) }), at("10:00"));

    expect(told(decision)).toEqual([
      "prod: opened",
      "level 1 skipped",
      "paged ben (level 2, round 1) until 10:05",
    ]);
  });

  it("with nobody and ifEmpty=wait it gives the level its time, and then goes on", () => {
    const policy = rules({ ifEmpty: "wait" });
    const waiting = incident({ policy, roster: roster([], ["ben"]) });

    expect(waiting.paging).toMatchObject({ state: "paging", level: 0, step: 0 });
    expect(on(waiting, "10:04", tick())).toEqual([]);
    expect(on(waiting, "10:05", tick())).toEqual(["paged ben (level 2, round 1) until 10:10"]);
  });
});

it("enter level by hand waits for nobody: whoever asks for somebody gets the next one", () => {
  const policy = rules(
    {},
    {
      levels: [
        { notify: [{ person: "a" }] },
        { notify: [{ person: "b" }], ifEmpty: "wait" },
        { notify: [{ person: "c" }] },
      ],
    },
  );
  const people = roster(["ana"], [], ["cleo"]);
  const escalate = { kind: "escalate", by: ben, roster: people } as const;

  expect(on(incident({ policy, roster: people }), "10:01", escalate)).toEqual([
    "ben: escalated",
    "level 2 skipped",
    "paged cleo (level 3, round 1) until 10:06",
  ]);
});

describe("tick", () => {
  const retried = rules({ retry: { every: "PT2M", times: 1 } });

  it("pages the level again while a retry is left, and the next level when its time is over", () => {
    const paged = incident({ policy: retried });
    const again = incident({ policy: retried }, ["10:02", tick()]);

    expect(on(paged, "10:01", tick())).toEqual([]);
    expect(on(paged, "10:02", tick())).toEqual(["paged ana (retry) until 10:05"]);
    expect(on(again, "10:04", tick())).toEqual([]);
    expect(on(again, "10:05", tick())).toEqual(["paged ben (level 2, round 1) until 10:10"]);
  });

  it("after the last level starts the next round after the pause", () => {
    const policy = rules({}, { repeat: { times: 1, pause: "PT10M" } });
    const last = incident({ policy }, ["10:05", tick()]);
    const resting = incident({ policy }, ["10:05", tick()], ["10:10", tick()]);

    expect(on(last, "10:10", tick())).toEqual(["round 1 ended, rest until 10:20"]);
    expect(on(resting, "10:20", tick())).toEqual(["paged ana (level 1, round 2) until 10:25"]);
  });

  it("is exhausted when the rounds are used up", () => {
    const last = incident({}, ["10:05", tick()]);

    expect(on(last, "10:10", tick())).toEqual(["exhausted, called #payments until 10:25"]);
  });

  it("never is when the rounds are forever", () => {
    const policy = rules({}, { repeat: { times: "forever" } });
    const ticks = Array.from({ length: 24 }, (_, index) => {
      const minutes = String((index % 12) * 5).padStart(2, "0");
      return [`${index < 12 ? "11" : "12"}:${minutes}`, tick()] as const;
    });
    const late = incident({ policy }, ...ticks);

    expect(late.paging).toMatchObject({ state: "paging", round: 13 });
  });
});

describe("all levels empty", () => {
  it("calls the last resort at once; never nothing", () => {
    const decision = decideOpening(opening({ roster: nobody }), at("10:00"));

    expect(told(decision).at(-1)).toBe("exhausted, called #payments until 10:15");
  });

  it("pages level 1 as soon as somebody is there", () => {
    const policy = rules({}, { repeat: { times: 1 } });
    const empty = incident({ policy, roster: nobody });
    const changed = { kind: "duty-changed", roster: roster(["ana"], []) } as const;

    expect(on(empty, "10:03", changed)).toEqual(["paged ana (level 1, round 1) until 10:08"]);
  });
});

describe("exhausted", () => {
  const limited = rules({}, { exhausted: { every: "PT15M", max: "PT20M" } });
  const exhausted = [["10:05", tick()] as const, ["10:10", tick()] as const];

  it("stays loud every so often until somebody acknowledges", () => {
    const loud = incident({}, ...exhausted);

    expect(on(loud, "10:25", tick())).toEqual(["exhausted, called #payments until 10:40"]);
    expect(on(loud, "10:20", acknowledge())).toEqual(["ana: acknowledged"]);
  });

  it("pages whoever comes on call meanwhile, each of them once", () => {
    const changed = { kind: "duty-changed", roster: roster(["dan"], ["ben"]) } as const;
    const loud = incident({}, ...exhausted);
    const joined = incident({}, ...exhausted, ["10:12", changed]);

    expect(on(loud, "10:12", changed)).toEqual(["paged dan (newcomer) until 10:25"]);
    expect(on(joined, "10:13", changed)).toEqual([]);
    expect(on(joined, "10:25", tick())).toEqual(["exhausted, called #payments until 10:40"]);
  });

  it("pages nobody as a newcomer whose turn it only is not", () => {
    const inTurn = rules({ strategy: "round_robin" });
    const changed = { kind: "duty-changed", roster: roster(["dan"], ["ben"]) } as const;

    expect(on(incident({ policy: inTurn }, ...exhausted), "10:12", changed)).toEqual([]);
  });

  it("at max says that this is the last call", () => {
    const loud = incident({ policy: limited }, ...exhausted, ["10:25", tick()]);
    const decision = decide(loud, tick(), at("10:30"));
    const silent = incident(
      { policy: limited },
      ...exhausted,
      ["10:25", tick()],
      ["10:30", tick()],
    );

    expect(told(decision)).toEqual(["exhausted, called #payments until never"]);
    expect(decision.reason).toContain("the last call");
    expect(on(silent, "14:00", tick())).toEqual([]);
    expect(on(silent, "14:00", acknowledge())).toEqual(["ana: acknowledged"]);
  });
});

describe("after the last call", () => {
  const limited = rules({}, { exhausted: { every: "PT15M", max: "PT15M" } });
  const silent = incident(
    { policy: limited },
    ["10:05", tick()],
    ["10:10", tick()],
    ["10:25", tick()],
  );

  it("an alert that fires anew pages level 1", () => {
    const joined = alertsChanged({ joined: alerts("DiskFull"), severity: "SEV2" });

    expect(on(silent, "14:00", joined)).toEqual([
      "prod: alerts-joined",
      "paged ana (level 1, round 1) until 14:05",
    ]);
  });

  it("whoever comes on call is paged, and the calls go on", () => {
    const changed = { kind: "duty-changed", roster: roster(["dan"], ["ben"]) } as const;

    expect(on(silent, "14:00", changed)).toEqual(["paged dan (newcomer) until 14:15"]);
  });
});

describe("unack / hand back", () => {
  it("pages level 1 of the same round, or the first level with somebody else", () => {
    const policy = rules({}, { repeat: { times: 1 } });
    const second = incident(
      { policy },
      ["10:05", tick()],
      ["10:10", tick()],
      ["10:11", acknowledge(ben)],
    );

    expect(on(second, "10:12", handBack(ben))).toEqual([
      "ben: handed-back",
      "paged ana (level 1, round 2) until 10:17",
    ]);
  });
});

describe("escalate now", () => {
  it.each([
    ["while paging", incident()],
    ["also when acknowledged", incident({}, ["10:01", acknowledge()])],
  ])("pages the next level at once %s", (_, given) => {
    const escalate = { kind: "escalate", by: ben, roster: roster(["ana"], ["ben"]) } as const;

    expect(on(given, "10:02", escalate)).toEqual([
      "ben: escalated",
      "paged ben (level 2, round 1) until 10:07",
    ]);
  });
});

describe("snooze", () => {
  it("has no timers until then, and pages whoever has it with level 1", () => {
    const snoozed = incident({}, ["10:01", snooze("11:00", ben)]);

    expect(on(snoozed, "10:59", tick())).toEqual([]);
    expect(on(snoozed, "11:00", tick())).toEqual([
      "paged ana and ben (level 1, round 1) until 11:05",
    ]);
  });
});

describe("resolve", () => {
  it("closes it: nothing happens by itself any more", () => {
    const closed = incident({}, ["10:01", acknowledge()], ["10:02", resolve()]);

    expect(closed.paging).toMatchObject({ state: "closed", nextAt: null, ackUntil: null });
    expect(on(closed, "16:00", tick())).toEqual([]);
  });
});
