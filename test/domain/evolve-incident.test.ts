import { describe, expect, it } from "vitest";
import { evolve } from "#domain/incident/evolve-incident.ts";
import type { Incident, IncidentEvent } from "#domain/incident/incident.ts";
import {
  acknowledge,
  alerts,
  at,
  incident,
  person,
  plain,
  snooze,
  target,
  tick,
} from "#test/support/build.ts";

const ben = person("ben");

const paged = incident();
const taken = incident({}, ["10:02", acknowledge()]);
const exhausted = incident({}, ["10:05", tick()], ["10:10", tick()]);

const page = {
  kind: "paged",
  level: 1,
  round: 2,
  step: 9,
  targets: [target("ben")],
  urgency: "high",
  nextAt: at("10:25"),
  reason: "nobody acknowledged in time",
} as const;
/** What is known of the level that the page is for. */
const reached = { reached: [target("ben")], levelStep: 9, levelUntil: at("10:25") };
const waiting = {
  state: "paging",
  level: 1,
  round: 2,
  step: 9,
  nextAt: at("10:25"),
  ...reached,
  called: ["ana", "ben"],
} as const;
const call = { ...page, kind: "exhausted" } as const;
const counts = { firing: 1, muted: 2, ended: 3 };
const group = alerts("DiskFull");

type Changed = Partial<Omit<Incident, "paging">> & {
  readonly paging?: Partial<Incident["paging"]>;
};

function after(given: Incident, event: IncidentEvent): Incident {
  return evolve(given, { at: at("10:20"), by: ben, event });
}

function changed(given: Incident, { paging, ...rest }: Changed): unknown {
  return plain({ ...given, ...rest, paging: { ...given.paging, ...paging } });
}

describe("a new incident", () => {
  it("waits for the first level, and nobody has it", () => {
    expect(plain(paged)).toMatchObject({
      status: "triggered",
      openedAt: plain(at("10:00")),
      acknowledgedAt: null,
      acknowledgedBy: null,
      resolvedAt: null,
      alerts: { firing: 0, muted: 0, ended: 0 },
      quietSince: null,
      paging: { state: "paging", level: 0, round: 1, step: 1, nextAt: plain(at("10:05")) },
    });
  });

  it("has its paging off when its severity does not page", () => {
    expect(incident({ pages: false }).paging).toMatchObject({
      state: "off",
      step: 0,
      nextAt: null,
    });
  });
});

describe("what the timeline tells", () => {
  it.each<readonly [string, Incident, IncidentEvent, Changed]>([
    [
      "counts alerts that joined",
      paged,
      { kind: "alerts-joined", group, counts },
      { alerts: counts },
    ],
    [
      "counts alerts that ended",
      paged,
      { kind: "alerts-ended", group, counts },
      { alerts: counts },
    ],
    [
      "counts alerts that flapped",
      paged,
      { kind: "alerts-flapped", group, counts },
      { alerts: counts },
    ],
    [
      "counts alerts that are muted",
      paged,
      { kind: "alerts-muted", group, counts, mutedBy: [] },
      { alerts: counts },
    ],
    [
      "counts alerts that fire again",
      paged,
      { kind: "alerts-unmuted", group, counts },
      { alerts: counts },
    ],
    ["begins a quiet time", paged, { kind: "quiet-began" }, { quietSince: at("10:20") }],
    [
      "ends a quiet time",
      { ...paged, quietSince: at("10:10") },
      { kind: "quiet-ended" },
      { quietSince: null },
    ],
    [
      "raises the severity",
      paged,
      { kind: "severity-raised", from: "SEV2", to: "SEV1" },
      { severity: "SEV1", leadWatch: { since: at("10:20"), toldAt: null, departures: [] } },
    ],
    [
      "gives it to who acknowledged, for half an hour, and stops the paging",
      paged,
      { kind: "acknowledged" },
      {
        status: "acknowledged",
        acknowledgedAt: at("10:20"),
        acknowledgedBy: ben,
        life: { ...paged.life, acknowledgedAt: at("10:20") },
        roles: { lead: ben },
        paging: { state: "acknowledged", called: [], nextAt: at("10:45"), ackUntil: at("10:50") },
      },
    ],
    [
      "tells since when the one who has it now has it",
      { ...taken, acknowledgedBy: null },
      { kind: "acknowledged" },
      {
        acknowledgedBy: ben,
        acknowledgedAt: at("10:20"),
        paging: { nextAt: at("10:45"), ackUntil: at("10:50") },
      },
    ],
    [
      "gives it to who snoozed, with a time to wake up",
      paged,
      { kind: "snoozed", until: at("11:00") },
      {
        status: "acknowledged",
        acknowledgedAt: at("10:20"),
        acknowledgedBy: ben,
        life: { ...paged.life, acknowledgedAt: at("10:20") },
        roles: { lead: ben },
        paging: { state: "snoozed", called: [], nextAt: at("11:00") },
      },
    ],
    [
      "leaves it with its holder when somebody else snoozes",
      taken,
      { kind: "snoozed", until: at("11:00") },
      { paging: { state: "snoozed", nextAt: at("11:00"), ackUntil: null } },
    ],
    [
      "closes it, whatever time it waited for",
      incident({}, ["10:02", snooze("11:00")]),
      { kind: "resolved", reason: "fixed" },
      {
        status: "resolved",
        resolvedAt: at("10:20"),
        resolvedBy: ben,
        life: { ...paged.life, acknowledgedAt: at("10:02"), resolution: "fixed" },
        paging: { state: "closed", nextAt: null, levelUntil: null },
      },
    ],
    ["waits for a level once it is paged", paged, page, { paging: waiting }],
    [
      "takes it from its holder with a page",
      taken,
      page,
      {
        status: "triggered",
        acknowledgedBy: null,
        paging: { ...waiting, called: ["ben"], ackUntil: null },
      },
    ],
    [
      "pages again out of exhaustion",
      exhausted,
      page,
      { paging: { ...waiting, exhaustedSince: null } },
    ],
    [
      "takes it from its holder with a call to the fallback",
      taken,
      call,
      {
        status: "triggered",
        acknowledgedBy: null,
        paging: {
          state: "exhausted",
          step: 9,
          nextAt: at("10:25"),
          ackUntil: null,
          exhaustedSince: at("10:20"),
        },
      },
    ],
    [
      "holds the next round back",
      paged,
      { kind: "round-ended", round: 1, nextAt: at("10:25") },
      { paging: { state: "held", level: 0, round: 2, nextAt: at("10:25") } },
    ],
  ])("%s", (_, given, event, expected) => {
    expect(plain(after(given, event))).toEqual(changed(given, expected));
  });

  it.each<IncidentEvent>([
    { kind: "escalated" },
    { kind: "handed-back" },
    { kind: "level-skipped", level: 1, round: 1 },
    { kind: "page-sent", step: 1, target: target("ana"), via: "dm" },
    { kind: "page-failed", step: 1, target: target("ana"), error: "user_not_found" },
    { kind: "page-dropped", step: 1, target: target("ana"), reason: "acknowledged" },
  ])("changes nothing with $kind alone", (event) => {
    expect(after(taken, event)).toBe(taken);
  });
});
