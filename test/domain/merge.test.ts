import { describe, expect, it } from "vitest";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  type Command,
  escalate,
  incident,
  person,
  plain,
  resolve,
  roster,
  snooze,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const [A, B] = [IncidentId.parse(7), IncidentId.parse(3)];
const both = roster(["ana"], ["ben"]);
const ONE_FIRES = { firing: 1, muted: 0, ended: 0 };
const ENDED = { firing: 0, muted: 0, ended: 1 };

const fires = alertsChanged({ joined: alerts("DiskFull"), counts: ONE_FIRES });
const ends = alertsChanged({ ended: alerts("DiskFull"), counts: ENDED });

/** Opened at 10:00, with one alert. */
function one(
  id: IncidentId,
  severity: Incident["severity"] = "SEV2",
  ...commands: readonly (readonly [string, Command])[]
): Incident {
  const usual = { id, severity, pages: severity !== "SEV4" };
  return incident(usual, ["10:00", fires], ...commands);
}

function drill(id: IncidentId): Incident {
  const real = one(id);
  return { ...real, life: { ...real.life, isDrill: true } };
}

function merge(into: Incident): Command {
  return { kind: "merge", by: person("ben"), into };
}

function takeIn(from: Incident, more: object = {}): Command {
  const counts = { firing: 2, muted: 0, ended: 0 };
  return { kind: "take-in", by: person("ben"), from, counts, pages: true, roster: both, ...more };
}

function after(given: Incident, command: Command, time = "10:03"): Incident {
  return apply(given, decide(given, command, at(time)).events);
}

describe("an incident that is merged into another one", () => {
  it.each([
    ["paged", one(A)],
    ["acknowledged", one(A, "SEV2", ["10:01", acknowledge()])],
    ["snoozed", one(A, "SEV2", ["10:01", snooze("11:00")])],
    ["quiet", one(A, "SEV2", ["10:01", ends])],
    ["exhausted", one(A, "SEV2", ["10:05", tick()], ["10:10", tick()])],
  ])("is over, however it stood: %s", (_, given) => {
    expect(told(decide(given, merge(one(B)), at("10:20")))).toEqual(["ben: merged-into INC-3"]);
    expect(plain(after(given, merge(one(B)), "10:20"))).toMatchObject({
      status: "merged",
      mergedInto: 3,
      resolvedAt: plain(at("10:20")),
      resolvedBy: { name: "ben" },
      alerts: { firing: 0, muted: 0, ended: 0 },
      quietSince: null,
      paging: { state: "closed", nextAt: null, unanswered: [], ackUntil: null },
    });
  });

  it.each([
    ["it is resolved", one(A, "SEV2", ["10:01", resolve()]), one(B), "it is already resolved"],
    ["it was merged", after(one(A), merge(one(B))), one(B), "it was merged into INC-3"],
    ["it is the same", one(A), one(A), "an incident cannot be merged into itself"],
    [
      "the other one is resolved",
      one(A),
      one(B, "SEV2", ["10:01", resolve()]),
      "INC-3 is already resolved",
    ],
    [
      "the other one was merged",
      one(A),
      after(one(B), merge(one(IncidentId.parse(1)))),
      "INC-3 was merged into INC-1",
    ],
    ["it is a drill", drill(A), one(B), "INC-7 is a drill and the other one is not"],
    ["the other one is a drill", one(A), drill(B), "INC-3 is a drill and the other one is not"],
  ])("is refused when %s", (_, given, into, reason) => {
    expect(decide(given, merge(into), at("10:03"))).toEqual({ events: [], reason });
  });

  it.each<[string, Command]>([
    ["acknowledged", acknowledge()],
    ["escalated", escalate()],
    ["snoozed", snooze("11:00")],
    ["resolved", resolve()],
    ["paged on", tick()],
    ["brought back by an alert", fires],
  ])("is not %s any more", (_, command) => {
    const merged = after(one(A), merge(one(B)));

    const reason = "it was merged into INC-3";
    expect(decide(merged, command, at("10:30"))).toEqual({ events: [], reason });
  });
});

describe("the incident that goes on", () => {
  const TOOK = "ben: took-in INC-7 with 1 alerts";
  const WORSE = "ben: severity-raised to SEV1";
  const PAGED = "paged ana (level 1, round 1) until 10:25";
  const taken = ["10:01", acknowledge()] as const;
  const silent = { ...incident({ id: B, severity: "SEV4", pages: false }) };

  it.each<[string, given: Incident, from: Incident, events: readonly string[]]>([
    ["stays un-acknowledged though the other one was", one(B), one(A, "SEV2", taken), [TOOK]],
    ["stays acknowledged though the other one was not", one(B, "SEV2", taken), one(A), [TOOK]],
    ["keeps its severity when the other one was less severe", one(B), one(A, "SEV3"), [TOOK]],
    ["becomes as severe as the other one, and pages", one(B), one(A, "SEV1"), [TOOK, WORSE, PAGED]],
    [
      "pages for what is worse and nobody has, though somebody has this one",
      one(B, "SEV2", taken),
      one(A, "SEV1"),
      [TOOK, WORSE, PAGED],
    ],
    [
      "pages for what is worse and somebody has, when nobody has this one",
      one(B),
      one(A, "SEV1", taken),
      [TOOK, WORSE, PAGED],
    ],
    [
      "pages nobody for what is worse when somebody has each of them",
      one(B, "SEV2", taken),
      one(A, "SEV1", taken),
      [TOOK, WORSE],
    ],
    [
      "pages nobody for what is worse and has ended",
      one(B),
      one(A, "SEV1", ["10:01", ends]),
      [TOOK, WORSE],
    ],
    ["pages when it had paged nobody", silent, one(A, "SEV4"), [TOOK, PAGED]],
  ])("%s", (_, given, from, events) => {
    expect(told(decide(given, takeIn(from), at("10:20")))).toEqual(events);
  });

  it("keeps who has it and until when, and counts the alerts of both", () => {
    const before = one(B, "SEV2", taken);
    const { paging, status, acknowledgedBy } = before;

    const now = after(before, takeIn(one(A)));

    expect(now).toMatchObject({ paging, status, acknowledgedBy, alerts: { firing: 2 } });
  });

  it("pages nobody where its severity pages nobody", () => {
    const quiet = takeIn(one(A, "SEV4"), { pages: false });

    expect(told(decide(silent, quiet, at("10:20")))).toEqual([TOOK]);
  });

  it("is quiet no more while an alert of the other one fires, or what was declared goes on", () => {
    const over = one(B, "SEV2", ["10:01", ends]);
    const declared = incident({ id: A, by: person("ana") });
    const counts = { firing: 1, muted: 0, ended: 1 };

    expect(after(over, takeIn(one(A), { counts })).quietSince).toBeNull();
    expect(after(over, takeIn(declared, { counts: ENDED })).quietSince).toBeNull();
  });

  it("stays quiet, since the same moment, when the other one is quiet too", () => {
    const over = one(B, "SEV2", ["10:01", ends]);
    const counts = { firing: 0, muted: 0, ended: 2 };

    const now = after(over, takeIn(one(A, "SEV2", ["10:02", ends]), { counts }));

    expect(plain(now.quietSince)).toBe(plain(at("10:01")));
  });

  it("does not end with the alerts that it took in when a person declared it", () => {
    const declared = incident({ id: B, by: person("ana") });
    const now = after(declared, takeIn(one(A), { counts: ONE_FIRES }));

    expect(told(decide(now, ends, at("10:20")))).toEqual(["prod: alerts-ended"]);
  });
});
