import { describe, expect, it } from "vitest";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { LEAD } from "#domain/response/role.ts";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  handBack,
  incident,
  person,
  resolve,
  tick,
  type Command,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const [ana, ben, cleo] = [person("ana"), person("ben"), person("cleo")];
const taken = ["10:02", acknowledge()] as const;
const bensTurn = ["10:30", acknowledge(ben)] as const;

function lead(by = ben, to = by): Command {
  return { kind: "give-role", by, to, role: LEAD };
}

function partsOf({ roles, acknowledgedBy }: Incident): readonly (string | null)[] {
  return [nameOf(roles[LEAD] ?? null), nameOf(acknowledgedBy)];
}

function nameOf(actor: Incident["acknowledgedBy"]): string | null {
  return actor?.kind === "person" ? actor.name : null;
}

describe("who leads, and who has it", () => {
  it.each<readonly [string, Incident, readonly (string | null)[]]>([
    ["nobody before anybody acknowledges", incident(), [null, null]],
    ["the first to acknowledge does both", incident({}, taken), ["ana", "ana"]],
    [
      "the lead alone moves when it is given by name",
      incident({}, taken, ["10:05", lead(ana, ben)]),
      ["ben", "ana"],
    ],
    [
      "whoever takes the lead of what nobody has takes it altogether",
      incident({}, ["10:05", lead(ben)]),
      ["ben", "ben"],
    ],
    [
      "what nobody has can be led by somebody who was asked to",
      incident({}, ["10:05", lead(ana, ben)]),
      ["ben", null],
    ],
    [
      "who gives it back leads it no more",
      incident({}, taken, ["10:05", handBack()]),
      [null, null],
    ],
    [
      "whoever takes over a shift's incident gets what the other had of it",
      incident({}, taken, ["10:05", { kind: "take-over", by: ben, from: "ana" }]),
      ["ben", "ben"],
    ],
    [
      "and leaves the lead to a third one who has it",
      incident(
        {},
        taken,
        ["10:04", lead(cleo)],
        ["10:05", { kind: "take-over", by: ben, from: "ana" }],
      ),
      ["cleo", "ben"],
    ],
    [
      "a lead stays when it becomes worse, although it is paged anew",
      incident({}, taken, ["10:05", alertsChanged({ joined: alerts("Outage"), severity: "SEV1" })]),
      ["ana", null],
    ],
    [
      "who does not say that they are still on it does not lead either",
      incident({}, taken, ["10:27", tick()], ["10:32", tick()]),
      [null, null],
    ],
    [
      "nor does anybody once it comes back loudly",
      incident({}, taken, ["10:05", resolve()], ["10:20", alertsChanged({ joined: alerts("X") })]),
      [null, null],
    ],
    [
      "then the next to acknowledge leads",
      incident({}, taken, ["10:05", handBack()], bensTurn),
      ["ben", "ben"],
    ],
  ])("%s", (_, given, expected) => {
    expect(partsOf(given)).toEqual(expected);
  });
});

describe("giving a role", () => {
  it.each<readonly [string, Incident, Command, readonly string[], string]>([
    ["is told once", incident({}, taken), lead(ben), ["ben: role-given"], "role-given"],
    [
      "acknowledges what nobody has, once",
      incident(),
      lead(ben),
      ["ben: acknowledged"],
      "acknowledged",
    ],
    [
      "acknowledges and takes the lead from whoever has it",
      incident({}, ["10:01", lead(ana, cleo)]),
      lead(ben),
      ["ben: acknowledged", "ben: role-given"],
      "role-given",
    ],
    ["twice is once", incident({}, taken), lead(ana), [], "they have this role already"],
    [
      "by a button takes it from whoever was shown",
      incident({}, taken),
      { kind: "give-role", by: ben, to: ben, role: LEAD, expects: "ana" },
      ["ben: role-given"],
      "role-given",
    ],
    [
      "by a button takes it from nobody who was not shown",
      incident({}, taken, ["10:05", lead(cleo)]),
      { kind: "give-role", by: ben, to: ben, role: LEAD, expects: "ana" },
      [],
      "somebody else has taken it",
    ],
    [
      "by a button that showed nobody takes it from nobody",
      incident({}, taken),
      { kind: "give-role", by: ben, to: ben, role: LEAD, expects: null },
      [],
      "somebody else has taken it",
    ],
    [
      "is refused once it is over",
      incident({}, taken, ["10:05", resolve()]),
      lead(ben),
      [],
      "it is already resolved",
    ],
    [
      "can be left by whoever has it",
      incident({}, taken),
      { kind: "leave-role", by: ana, role: LEAD },
      ["ana: role-left"],
      "role-left",
    ],
    [
      "and by nobody else",
      incident({}, taken),
      { kind: "leave-role", by: ben, role: LEAD },
      [],
      "somebody else has this role",
    ],
  ])("%s", (_, given, command, ...expected) => {
    const decision = decide(given, command, at("10:10"));

    expect([told(decision), decision.reason]).toEqual(expected);
  });
});

describe("leaving the channel", () => {
  it.each<readonly [string, Incident, readonly string[]]>([
    ["is noticed of whoever has it", incident({}, taken), ["ana: left-channel"]],
    ["is nobody's business when they have no part in it", incident({}, bensTurn), []],
    ["nor once it is over", incident({}, taken, ["10:05", resolve()]), []],
    [
      "once, however often Slack tells it",
      incident({}, taken, ["10:30", { kind: "leave-channel", by: ana, key: "U1/1" }]),
      [],
    ],
    [
      "again when they came back in between",
      incident({}, taken, ["10:30", { kind: "leave-channel", by: ana, key: "U1/0" }]),
      ["ana: left-channel"],
    ],
  ])("%s", (_, given, events) => {
    const decision = decide(given, { kind: "leave-channel", by: ana, key: "U1/1" }, at("10:40"));

    expect(told(decision)).toEqual(events);
  });
});
