import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { nextReminder } from "#domain/incident/reminders.ts";
import { LEAD } from "#domain/response/role.ts";
import {
  acknowledge,
  at,
  handBack,
  incident,
  person,
  resolve,
  type Command,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const parts = Configuration.pick({ severities: true, people: true, schedules: true });
const rules = parts.parse({ people: {} });
const [ana, ben] = [person("ana"), person("ben")];
const taken = ["10:02", acknowledge()] as const;
const remind: Command = { kind: "remind", rules };

function update(nextAt: string | null, key = "one"): Command {
  const words = { known: "Cards fail.", impact: "One in ten.", doing: "Rolling back." };
  const next = nextAt === null ? null : at(nextAt);
  return { kind: "post-update", by: ana, key, ...words, nextAt: next, calls: false };
}

function putOff(until: string | null): Command {
  return { kind: "put-off-update", by: ana, until: until === null ? null : at(until) };
}

const offer: Command = { kind: "offer-hand-over", by: ana, to: ben, brief: "Read it.", key: "k" };

function clockOf(given: Incident): string | null {
  return nextReminder(given, rules)?.toFormat("HH:mm") ?? null;
}

describe("the next reminder", () => {
  it.each<readonly [string, Incident, string | null]>([
    ["of an update comes an hour after a SEV2 was taken", incident({}, taken), "11:02"],
    ["half an hour after a SEV1 was", incident({ severity: "SEV1" }, taken), "10:32"],
    ["never comes for a SEV3", incident({ severity: "SEV3" }, taken), null],
    ["never comes while there is nobody to remind", incident(), null],
    [
      "never comes while it is put off",
      incident({}, taken, ["10:05", { kind: "snooze", by: ana, until: at("11:30") }]),
      null,
    ],
    [
      "never comes while nobody has it",
      incident({}, taken, ["10:05", handBack(ben)], ["10:06", handBack()]),
      null,
    ],
    ["never comes once it is over", incident({}, taken, ["10:10", resolve()]), null],
    [
      "comes when the next update was promised",
      incident({}, taken, ["10:10", update("10:25")]),
      "10:25",
    ],
    ["never comes when none was promised", incident({}, taken, ["10:10", update(null)]), null],
    ["comes again at the usual pace", incident({}, taken, ["11:02", remind]), "12:02"],
    [
      "comes when it was asked to",
      incident({}, taken, ["11:02", remind], ["11:03", putOff("11:18")]),
      "11:18",
    ],
    [
      "never comes once it was stopped",
      incident({}, taken, ["11:02", remind], ["11:03", putOff(null)]),
      null,
    ],
    [
      "comes for the update after a stop",
      incident({}, taken, ["11:02", remind], ["11:03", putOff(null)], ["11:10", update("11:40")]),
      "11:40",
    ],
    [
      "is not moved by an old message once an update was posted",
      incident(
        {},
        taken,
        ["11:02", remind],
        ["11:10", update("11:40")],
        ["11:11", putOff("11:26")],
      ),
      "11:40",
    ],
    [
      "is put off once by the same press",
      incident(
        {},
        taken,
        ["11:02", remind],
        ["11:03", putOff("11:18")],
        ["11:04", putOff("11:19")],
      ),
      "11:18",
    ],
    ["tells that a SEV1 has no lead", incident({ severity: "SEV1" }), "10:05"],
    [
      "tells it again after half an hour",
      incident({ severity: "SEV1" }, ["10:05", remind]),
      "10:35",
    ],
    [
      "counts from when the lead was put down",
      incident({ severity: "SEV1" }, taken, ["10:20", handBack()]),
      "10:25",
    ],
    ["asks whoever is to take it over again", incident({}, taken, ["10:10", offer]), "10:15"],
    [
      "ends an offer that nobody answers",
      incident({}, taken, ["10:10", offer], ["10:15", remind]),
      "10:40",
    ],
  ])("%s", (_, given, expected) => {
    expect(clockOf(given)).toBe(expected);
  });
});

describe("what is told when it is due", () => {
  it.each<readonly [string, Incident, string, readonly string[]]>([
    ["nothing before", incident({}, taken), "11:01", []],
    ["that others wait", incident({}, taken), "11:02", ["update-due"]],
    ["that nobody leads", incident({ severity: "SEV1" }), "10:05", ["lead-missed"]],
    [
      "that nobody answered",
      incident({}, taken, ["10:10", offer], ["10:15", remind]),
      "10:40",
      ["hand-over-expired"],
    ],
    [
      "that nobody answered, and not to be asked again when that is late",
      incident({}, taken, ["10:10", offer]),
      "10:45",
      ["hand-over-expired"],
    ],
  ])("%s", (_, given, time, expected) => {
    expect(told(decide(given, remind, at(time)))).toEqual(expected);
  });

  it("goes to whoever tells others, else to the lead", () => {
    const comms: Command = { kind: "give-role", by: ana, to: ben, role: "comms" };
    const lead: Command = { kind: "give-role", by: ana, to: ben, role: LEAD };

    for (const command of [comms, lead]) {
      const given = incident({}, taken, ["10:05", command]);
      const [entry] = decide(given, remind, at("11:02")).events;
      expect(entry?.event).toEqual({ kind: "update-due", to: ben });
    }
  });
});

describe("updates", () => {
  it("count once for each form, also when another came in between", () => {
    const given = incident({}, taken, ["10:10", update(null, "a")], ["10:11", update(null, "b")]);

    expect(told(decide(given, update(null, "a"), at("10:12")))).toEqual([]);
    expect(told(decide(given, update(null, "c"), at("10:12")))).toEqual(["ana: update-posted"]);
  });

  it("may have the last word after the end", () => {
    const given = incident({}, taken, ["10:10", resolve()]);

    expect(told(decide(given, update(null), at("10:12")))).toEqual(["ana: update-posted"]);
  });

  it("are followed once by each, until they do not want to", () => {
    const followed = incident({}, ["10:03", { kind: "follow", by: ben }]);

    expect(followed.updates.followers).toEqual([ben]);
    expect(decide(followed, { kind: "follow", by: ben }, at("10:04")).reason).toBe(
      "you follow it already",
    );
    const [entry] = decide(followed, { kind: "unfollow", by: ben }, at("10:04")).events;
    expect(entry?.event).toEqual({ kind: "unfollowed" });
  });
});
