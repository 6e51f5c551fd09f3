import { describe, expect, it } from "vitest";
import { timeErrors } from "#domain/incident/correct-times.ts";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import type { Moment } from "#domain/response/life.ts";
import type { Severity } from "#domain/severity.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  type Command,
  handBack,
  incident,
  person,
  plain,
  resolve,
  roster,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const [ana, ben, cleo] = [person("ana"), person("ben"), person("cleo")];
const people = roster(["ana"], ["ben"]);
const firing = { firing: 2, muted: 0, ended: 0 };
const over = { firing: 0, muted: 0, ended: 2 };

const joined = alertsChanged({ joined: alerts("DiskFull"), counts: firing, severity: "SEV2" });
const worse = alertsChanged({ joined: alerts("Outage"), counts: firing, severity: "SEV1" });

function mitigate(by = ana): Command {
  return { kind: "mark-mitigated", by };
}

function set(
  to: Severity,
  more: Partial<Command & { readonly kind: "set-severity" }> = {},
): Command {
  const how = { pages: true, isLouder: false, roster: people, reason: "because" };
  return { kind: "set-severity", by: ana, to, ...how, ...more };
}

function correct(moment: Moment, time: string): Command {
  return { kind: "correct-times", by: ana, times: new Map([[moment, at(time)]]), reason: "log" };
}

function end(ofAlerts = over): readonly [string, Command] {
  return ["10:20", alertsChanged({ ended: alerts("DiskFull"), counts: ofAlerts })];
}

const fired: readonly [string, Command] = ["10:01", joined];
const taken = incident({}, fired, ["10:02", acknowledge()]);
const mitigated = incident({}, fired, ["10:02", acknowledge()], ["10:10", mitigate()]);
const resolved = incident({}, ["10:02", acknowledge()], ["10:30", resolve()]);

function on(given: Incident, time: string, command: Command): readonly string[] {
  return told(decide(given, command, at(time)));
}

describe("a severity that a person sets", () => {
  const high = incident({ severity: "SEV3" }, fired);
  it.each<readonly [string, Incident, Command, readonly string[]]>([
    ["pages nobody when it is lowered", taken, set("SEV4"), ["ana: severity-set"]],
    ["is not lowered without a reason", taken, set("SEV4", { reason: "" }), []],
    ["is not set to what it is", taken, set("SEV2"), []],
    [
      "is not lowered by who saw it less bad and meant to raise it",
      taken,
      set("SEV3", { shown: "SEV4" }),
      [],
    ],
    [
      "is lowered by who saw it worse",
      taken,
      set("SEV3", { shown: "SEV1" }),
      ["ana: severity-set"],
    ],
    [
      "pages nobody when whoever has it raises it",
      taken,
      set("SEV1", { isLouder: true }),
      ["ana: severity-set"],
    ],
    [
      "pages nobody anew while somebody is paged as loudly",
      incident({}, fired),
      set("SEV1"),
      ["ana: severity-set"],
    ],
    [
      "pages the first level with whoever has it when its pages are louder",
      incident({ severity: "SEV3" }, ["10:02", acknowledge(cleo)]),
      set("SEV1", { isLouder: true }),
      ["ana: severity-set", "paged ana and cleo (level 1, round 1) until 10:25"],
    ],
    [
      "pages where nobody was paged before",
      incident({ severity: "SEV4", pages: false }),
      set("SEV2"),
      ["ana: severity-set", "paged ana (level 1, round 1) until 10:25"],
    ],
    [
      "pages nobody while the pain has stopped",
      mitigated,
      set("SEV1", { by: ben, isLouder: true }),
      ["ben: severity-set"],
    ],
    [
      "pages nobody when it is over",
      resolved,
      set("SEV1", { isLouder: true }),
      ["ana: severity-set"],
    ],
  ])("%s", (_, given, command, expected) => {
    expect(on(given, "10:20", command)).toEqual(expected);
  });

  it("is not raised by alerts that say no worse than what was known, and that is told once", () => {
    const lowered = incident({ severity: "SEV1" }, fired, ["10:05", set("SEV3")]);
    const kept = incidentAfter(lowered, "10:20", worse);

    expect(on(lowered, "10:20", worse)).toContain("prod: severity-kept");
    expect(kept.severity).toBe("SEV3");
    expect(on(kept, "10:21", worse)).toEqual(["prod: alerts-joined"]);
  });

  it("is raised by alerts that say worse than anybody knew", () => {
    const lowered = incidentAfter(high, "10:05", set("SEV4"));

    expect(on(lowered, "10:20", worse)).toContain("prod: severity-raised to SEV1");
  });
});

describe("times", () => {
  it("are those that were noted, and the pain stops with the alerts where nobody said so", () => {
    const quiet = incident({}, fired, ["10:02", acknowledge()], end(), [
      "10:30",
      tick({ quietUntil: at("10:25") }),
    ]);

    expect(plain(timesOf(quiet))).toEqual(
      plain({
        impact: at("10:00"),
        detected: at("10:00"),
        acknowledged: at("10:02"),
        mitigated: at("10:20"),
        ended: at("10:30"),
      }),
    );
  });

  it("keep the first acknowledgement when it is handed back and taken by somebody else", () => {
    const passed = incident(
      {},
      ["10:02", acknowledge()],
      ["10:05", handBack()],
      ["10:09", acknowledge(ben)],
    );

    expect(passed.acknowledgedAt?.toISO()).toBe(at("10:09").toISO());
    expect(timesOf(passed).acknowledged?.toISO()).toBe(at("10:02").toISO());
  });

  it.each<readonly [Moment, string]>([
    ["impact", "09:40"],
    ["detected", "10:01"],
    ["acknowledged", "10:03"],
    ["mitigated", "10:20"],
    ["ended", "10:31"],
  ])("can be corrected: %s", (moment, time) => {
    const corrected = incidentAfter(resolved, "10:40", correct(moment, time));

    expect(timesOf(corrected)[moment]?.toISO()).toBe(at(time).toISO());
  });

  it.each<readonly [string, Incident, readonly (readonly [Moment, string])[], object]>([
    ["in the future", taken, [["impact", "10:50"]], { impact: "This time has not come yet." }],
    [
      "an end before the beginning",
      resolved,
      [["ended", "09:50"]],
      { ended: "This is before the impact began." },
    ],
    [
      "a beginning after the end",
      resolved,
      [["impact", "10:35"]],
      { impact: "This is after the end." },
    ],
    [
      "a beginning after the mitigation",
      mitigated,
      [["impact", "10:35"]],
      { impact: "This is after the pain stopped." },
    ],
    [
      "an end of what is open",
      taken,
      [["ended", "10:35"]],
      { ended: "It is not over yet: resolve it first." },
    ],
    [
      "an end before the mitigation",
      incidentAfter(resolved, "10:35", correct("mitigated", "10:25")),
      [["ended", "10:20"]],
      { ended: "This is before the pain stopped." },
    ],
    [
      "nothing of what fits together",
      resolved,
      [
        ["impact", "10:35"],
        ["mitigated", "10:38"],
        ["ended", "10:39"],
      ],
      {},
    ],
  ])("object to %s", (_, given, times, expected) => {
    const corrections = new Map(times.map(([moment, time]) => [moment, at(time)]));

    expect(timeErrors(given, corrections, at("10:40"))).toEqual(expected);
  });

  it("are left as they are when nothing differs", () => {
    expect(on(resolved, "10:40", correct("impact", "10:00"))).toEqual([]);
  });
});

describe("the end", () => {
  it("may be a false alarm", () => {
    const command = { kind: "resolve", by: ana, reason: "a test", as: "false-alarm" } as const;

    expect(incidentAfter(taken, "10:20", command).life.ending).toBe("false-alarm");
  });

  it.each<readonly [string, Incident, Command, readonly string[]]>([
    [
      "takes one line about itself",
      resolved,
      { kind: "tell-resolution", by: ben, text: "v41" },
      ["ben: resolution-told"],
    ],
    [
      "takes a verdict",
      resolved,
      { kind: "give-verdict", by: ben, verdict: "actionable" },
      ["ben: verdict-given"],
    ],
    [
      "takes none while it is open",
      taken,
      { kind: "give-verdict", by: ben, verdict: "actionable" },
      [],
    ],
  ])("%s", (_, given, command, expected) => {
    expect(on(given, "10:40", command)).toEqual(expected);
  });

  it("keeps a verdict once, however often it is given", () => {
    const verdict = { kind: "give-verdict", by: ben, verdict: "actionable" } as const;

    expect(on(incidentAfter(resolved, "10:40", verdict), "10:41", verdict)).toEqual([]);
  });
});

function incidentAfter(given: Incident, time: string, command: Command): Incident {
  return apply(given, decide(given, command, at(time)).events);
}
