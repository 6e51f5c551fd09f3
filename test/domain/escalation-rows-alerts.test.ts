import { describe, expect, it } from "vitest";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  type Command,
  incident,
  pageFailed,
  policy,
  resolve,
  roster,
  snooze,
  target,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const firing = { firing: 2, muted: 0, ended: 0 };
const same = alertsChanged({ joined: alerts("DiskFull"), counts: firing, severity: "SEV2" });
const worse = { ...same, severity: "SEV1" } as const;
const muted = alertsChanged({
  muted: { ...alerts("DiskFull"), by: ["s1"] },
  counts: { firing: 0, muted: 1, ended: 0 },
});

const paged = incident();
const taken = incident({}, ["10:01", acknowledge()]);
const snoozed = incident({}, ["10:01", snooze("11:00")]);
const resolved = incident({}, ["10:01", resolve()]);

function on(given: Incident, command: Command, time = "10:10"): readonly string[] {
  return told(decide(given, command, at(time)));
}

describe("same fingerprint again", () => {
  it.each([
    ["paging", paged],
    ["acknowledged", taken],
    ["snoozed", snoozed],
  ])("while %s counts it and pages nobody", (_, given) => {
    expect(on(given, same)).toEqual(["prod: alerts-joined"]);
  });

  it.each([
    ["acknowledged", taken],
    ["snoozed", snoozed],
  ])("while %s pages again only when the severity rose", (_, given) => {
    expect(on(given, worse)).toEqual([
      "prod: alerts-joined",
      "prod: severity-raised to SEV1",
      "paged ana (level 1, round 1) until 10:15",
    ]);
  });

  it("resolved within the reopen window opens it again at level 1", () => {
    expect(on(resolved, same)).toEqual([
      "prod: alerts-joined",
      "prod: reopened loudly",
      "paged ana (level 1, round 1) until 10:15",
    ]);
  });
});

describe("another alert joins the incident", () => {
  it("pages again when it makes the incident more urgent than what was paged", () => {
    const low = incident({
      severity: "SEV3",
      roster: { ...roster(["ana"], ["ben"]), urgency: "low" },
    });
    const { events } = decide(low, same, at("10:10"));

    expect(events.at(-1)?.event).toMatchObject({ kind: "paged", urgency: "high" });
  });

  it("pages nobody when it is as urgent as what was paged", () => {
    expect(on(paged, same)).toEqual(["prod: alerts-joined"]);
  });
});

describe("service in maintenance / silence", () => {
  it("a silence over its alerts does not stop what is being paged", () => {
    expect(on(incident({}, ["10:01", muted]), tick(), "10:05")).toEqual([
      "paged ben (level 2, round 1) until 10:10",
    ]);
  });

  it("whoever has it is not asked while its alerts are silenced", () => {
    const silenced = incident({}, ["10:01", acknowledge()], ["10:02", muted]);

    expect(on(silenced, tick(), "10:26")).toEqual(["kept until 10:56"]);
  });
});

describe("user deactivated while target", () => {
  it("is not present: the next page goes to those who are", () => {
    const gone = roster(["ana"], ["cleo"]);

    expect(on(paged, tick({ roster: gone }), "10:05")).toEqual([
      "paged cleo (level 2, round 1) until 10:10",
    ]);
  });

  it("a level that has nobody left is skipped", () => {
    expect(on(paged, tick({ roster: roster(["ana"], []) }), "10:05")).toEqual([
      "level 2 skipped",
      "exhausted, called #payments until 10:20",
    ]);
  });
});

describe("send failed", () => {
  it("pages the next level now when nobody of the level can be reached", () => {
    expect(on(paged, pageFailed(1), "10:01")).toEqual([
      "page-failed",
      "paged ben (level 2, round 1) until 10:06",
    ]);
  });

  it("pages nobody in their place while all its alerts have ended", () => {
    const over = { firing: 0, muted: 0, ended: 1 };
    const quiet = incident({}, ["10:01", alertsChanged({ ended: alerts("A"), counts: over })]);

    expect(on(quiet, pageFailed(1), "10:02")).toEqual(["page-failed"]);
  });

  it("calls the last resort where nobody of the policy can be reached, however long it repeats", () => {
    const endless = { policy: policy(2, { times: "forever" }) };
    const none = incident(endless, ["10:01", pageFailed(1)]);
    const loud = incident(endless, ["10:01", pageFailed(1)], ["10:01", pageFailed(2)]);

    expect(on(none, pageFailed(2), "10:01")).toEqual([
      "page-failed",
      "exhausted, called #payments until 10:16",
    ]);
    expect(on(loud, { kind: "duty-changed", roster: roster(["ana"], ["ben"]) }, "10:02")).toEqual(
      [],
    );
    expect(on(loud, tick(), "10:16")).toEqual(["paged ana (level 1, round 1) until 10:21"]);
  });

  it("waits for the others of the level when there are some", () => {
    expect(on(paged, pageFailed(1, true), "10:01")).toEqual(["page-failed"]);
  });

  it("does not count a newcomer who cannot be reached against those who were", () => {
    const newcomer = { kind: "duty-changed", roster: roster(["ana", "dan"], ["ben"]) } as const;
    const joined = incident({}, ["10:01", newcomer]);
    const failed = { ...pageFailed(2), target: target("dan") };

    expect(on(joined, failed, "10:02")).toEqual(["page-failed"]);
  });
});
