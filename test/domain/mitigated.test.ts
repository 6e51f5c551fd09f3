import { describe, expect, it } from "vitest";
import { apply, decide } from "#domain/incident/decide-incident.ts";
import { Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import type { Moment } from "#domain/response/life.ts";
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
  snooze,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const [ana, ben, cleo] = [person("ana"), person("ben"), person("cleo")];
const people = roster(["ana"], ["ben"]);
const firing = { firing: 2, muted: 0, ended: 0 };
const over = { firing: 0, muted: 0, ended: 2 };

const joined = alertsChanged({ joined: alerts("DiskFull"), counts: firing, severity: "SEV2" });
const worse = alertsChanged({ joined: alerts("Outage"), counts: firing, severity: "SEV1" });
const allEnded = alertsChanged({ ended: alerts("DiskFull"), counts: over });

function mitigate(by = ana): Command {
  return { kind: "mark-mitigated", by };
}

function reopen(by = ana, pages = true): Command {
  return { kind: "reopen", by, reason: "too early", pages, roster: people };
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
const untaken = incident({}, fired, ["10:10", mitigate()]);
const resolved = incident({}, ["10:02", acknowledge()], ["10:30", resolve()]);

function on(given: Incident, time: string, command: Command): readonly string[] {
  return told(decide(given, command, at(time)));
}

describe("mitigated", () => {
  it("has its own time, and stays with whoever has it", () => {
    const byBen = incident({}, fired, ["10:02", acknowledge()], ["10:10", mitigate(ben)]);

    expect(plain(byBen)).toMatchObject({
      status: "mitigated",
      acknowledgedBy: ana,
      life: { mitigatedAt: plain(at("10:10")), mitigatedBy: ben },
    });
  });

  it("may be said without an acknowledgement: whoever says so takes it", () => {
    expect(plain(untaken)).toMatchObject({
      status: "mitigated",
      acknowledgedBy: ana,
      roles: { lead: ana },
      paging: { state: "acknowledged" },
    });
  });

  it.each<readonly [string, Incident, readonly [string, Command], readonly string[]]>([
    ["is not said twice", mitigated, ["10:11", mitigate(ben)], []],
    ["is not said of what is over", resolved, ["10:31", mitigate()], []],
    [
      "asks no one whether they are still on it once no alert fires",
      incident({}, fired, ["10:02", acknowledge()], ["10:10", mitigate()], end()),
      ["10:45", tick()],
      ["kept until 11:15"],
    ],
    [
      "asks no one about what has no alerts",
      incident({}, ["10:02", acknowledge()], ["10:10", mitigate()]),
      ["10:45", tick()],
      ["kept until 11:15"],
    ],
    ["asks while an alert still fires", mitigated, ["10:40", tick()], ["asked ana until 10:45"]],
    [
      "ends by itself when its alerts have ended",
      incident({}, fired, ["10:10", mitigate()], end()),
      ["10:30", tick({ quietUntil: at("10:25") })],
      ["resolved"],
    ],
    [
      "notes what fires while the alerts settle",
      mitigated,
      ["10:14", joined],
      ["prod: alerts-joined"],
    ],
    [
      "is so no more when an alert fires later, and pages whoever has it with the first level",
      incident({}, fired, ["10:02", acknowledge(cleo)], ["10:10", mitigate(cleo)]),
      ["10:15", joined],
      [
        "prod: alerts-joined",
        "prod: mitigation-undone",
        "paged ana and cleo (level 1, round 1) until 10:20",
      ],
    ],
    [
      "pages once when what fires later is also worse",
      mitigated,
      ["10:15", worse],
      [
        "prod: alerts-joined",
        "prod: mitigation-undone",
        "prod: severity-raised to SEV1",
        "paged ana (level 1, round 1) until 10:20",
      ],
    ],
    [
      "pages nobody where its severity does not page",
      incident({ severity: "SEV4", pages: false }, ["10:10", mitigate()]),
      [
        "10:20",
        alertsChanged({ joined: alerts("Low"), counts: firing, pages: false, severity: "SEV4" }),
      ],
      ["prod: alerts-joined", "prod: mitigation-undone"],
    ],
    [
      "pages the others when it is handed back",
      mitigated,
      ["10:15", handBack()],
      ["ana: handed-back", "paged ben (level 2, round 1) until 10:20"],
    ],
  ])("%s", (_, given, [time, command], expected) => {
    expect(on(given, time, command)).toEqual(expected);
  });

  it.each([
    ["stays so for whoever takes it over after a hand-back", [acknowledge(ben)], "mitigated"],
    ["waits for somebody after a hand-back", [], "triggered"],
  ] as const)("%s", (_, after, status) => {
    const handed = incident({}, fired, ["10:10", mitigate()], ["10:12", handBack()]);
    const last = after.reduce<Incident>((state, command) => {
      return incidentAfter(state, "10:13", command);
    }, handed);

    expect(last.status).toBe(status);
    expect(last.life.mitigatedAt?.toISO()).toBe(at("10:10").toISO());
  });

  it("leaves a snooze as it is", () => {
    const snoozed = incident({}, ["10:02", snooze("11:00")], ["10:10", mitigate()]);

    expect(snoozed.status).toBe("mitigated");
    expect(snoozed.paging.state).toBe("snoozed");
  });

  it("is acknowledged again when somebody says that the pain is back", () => {
    const back = incidentAfter(mitigated, "10:20", {
      kind: "undo-mitigated",
      by: ben,
      reason: "errors rise",
    });

    expect(back.status).toBe("acknowledged");
    expect(timesOf(back).mitigated).toBeNull();
  });
});

describe("opened again", () => {
  it.each<readonly [string, Incident, Command, readonly string[]]>([
    ["by whoever had it, nobody is paged", resolved, reopen(), ["ana: reopened quietly"]],
    [
      "by somebody else, the first level is paged",
      resolved,
      reopen(ben),
      ["ben: reopened loudly", "paged ana (level 1, round 1) until 10:45"],
    ],
    [
      "where its severity does not page, nobody is",
      resolved,
      reopen(ben, false),
      ["ben: reopened loudly"],
    ],
    ["while it is open, nothing changes", taken, reopen(), []],
  ])("%s", (_, given, command, expected) => {
    expect(on(given, "10:40", command)).toEqual(expected);
  });

  it("forgets what was said of the end, and keeps who leads where they opened it", () => {
    const corrected = incidentAfter(resolved, "10:35", correct("ended", "10:25"));
    const again = incidentAfter(corrected, "10:40", reopen());

    expect(plain(again)).toMatchObject({ status: "acknowledged", roles: { lead: ana } });
    expect(timesOf(again)).toMatchObject({ mitigated: null, ended: null });
  });

  it("by somebody else, nobody leads", () => {
    expect(incidentAfter(resolved, "10:40", reopen(ben)).roles).toEqual({});
  });
});

it("what an older version stored is read as a life without anything special", () => {
  const { life: _, ...old } = taken;

  expect(Incident.parse(plain(old)).life).toMatchObject({ isDrill: false, mitigatedAt: null });
});

it("alerts that end while it is mitigated begin the quiet time", () => {
  expect(on(mitigated, "10:20", allEnded)).toEqual(["prod: alerts-ended", "prod: quiet-began"]);
});

function incidentAfter(given: Incident, time: string, command: Command): Incident {
  return apply(given, decide(given, command, at(time)).events);
}
