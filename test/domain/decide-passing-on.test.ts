import { describe, expect, it } from "vitest";
import {
  acknowledge,
  escalate,
  handBack,
  incident,
  person,
  policy,
  resolve,
  roster,
  snooze,
  tick,
} from "#test/support/build.ts";
import {
  paged,
  taken,
  escalated,
  resolved,
  silent,
  type Case,
  outcomeOfCommand,
} from "./decisions.ts";

const ben = person("ben");
const cleo = person("cleo");

const rested = policy(1, { times: 1, pause: "PT30M" });
const resting = incident({ policy: rested }, ["10:05", tick()]);
const snoozed = incident({}, ["10:02", snooze("11:00")]);

describe("an incident", () => {
  it.each<Case>([
    [
      "pages the next level when somebody escalates",
      { incident: paged, at: "10:02", command: escalate() },
      ["ana: escalated", "paged ben (level 2, round 1) until 10:07"],
      "escalated by hand",
    ],
    [
      "pages the next level although somebody has it",
      { incident: taken, at: "10:03", command: escalate(cleo) },
      ["cleo: escalated", "paged ben (level 2, round 1) until 10:08"],
      "escalated by hand",
    ],
    [
      "pages the first level when nobody was paged before",
      { incident: silent, at: "10:02", command: escalate() },
      ["ana: escalated", "paged ana (level 1, round 1) until 10:07"],
      "escalated by hand",
    ],
    [
      "pages somebody at once although it rests between rounds",
      { incident: resting, at: "10:06", command: escalate() },
      ["ana: escalated", "paged ana (level 1, round 2) until 10:11"],
      "escalated by hand",
    ],
    [
      "calls the fallback when somebody escalates beyond the last level",
      { incident: escalated, at: "10:06", command: escalate(ben) },
      ["ben: escalated", "exhausted, called #payments until 10:21"],
      "escalated by hand",
    ],
    [
      "is not escalated once it is resolved",
      { incident: resolved, at: "10:04", command: escalate() },
      [],
      "it is already resolved",
    ],
    [
      "pages others when its holder hands it back",
      { incident: taken, at: "10:03", command: handBack() },
      ["ana: handed-back", "paged ben (level 2, round 1) until 10:08"],
      "handed back",
    ],
    [
      "pages the first level when somebody of another level hands it back",
      {
        incident: incident({}, ["10:05", tick()], ["10:06", acknowledge(ben)]),
        at: "10:07",
        command: handBack(ben),
      },
      ["ben: handed-back", "paged ana (level 1, round 1) until 10:12"],
      "handed back",
    ],
    [
      "is passed on by somebody who was paged and has not taken it",
      { incident: paged, at: "10:02", command: handBack() },
      ["ana: handed-back", "paged ben (level 2, round 1) until 10:07"],
      "handed back",
    ],
    [
      "is not handed back by somebody who does not have it",
      { incident: taken, at: "10:03", command: handBack(ben) },
      [],
      "somebody else has it",
    ],
    [
      "is handed back out of a snooze",
      { incident: snoozed, at: "10:30", command: handBack() },
      ["ana: handed-back", "paged ben (level 2, round 1) until 10:35"],
      "handed back",
    ],
    [
      "is not handed back once it is resolved",
      { incident: resolved, at: "10:04", command: handBack() },
      [],
      "it is already resolved",
    ],
  ])("%s", (_, given, events, reason) => {
    expect(outcomeOfCommand(given)).toEqual({ events, reason });
  });
});

describe("an incident that somebody snoozes", () => {
  it.each<Case>([
    [
      "is taken by whoever snoozes it",
      { incident: paged, at: "10:02", command: snooze("11:00") },
      ["ana: snoozed until 11:00"],
      "snoozed",
    ],
    [
      "can be snoozed for longer",
      { incident: snoozed, at: "10:30", command: snooze("12:00") },
      ["ana: snoozed until 12:00"],
      "snoozed",
    ],
    [
      "is not snoozed into the past",
      { incident: paged, at: "11:00", command: snooze("11:00") },
      [],
      "that moment has passed",
    ],
    [
      "is not snoozed once it is resolved",
      { incident: resolved, at: "10:04", command: snooze("11:00") },
      [],
      "it is already resolved",
    ],
    [
      "stays quiet while it is snoozed",
      { incident: snoozed, at: "10:59", command: tick() },
      [],
      "nothing is due",
    ],
    [
      "pages the first level when the snooze is over",
      { incident: snoozed, at: "11:00", command: tick() },
      ["paged ana (level 1, round 1) until 11:05"],
      "the snooze is over",
    ],
    [
      "pages its holder together with the first level",
      { incident: incident({}, ["10:02", snooze("11:00", cleo)]), at: "11:00", command: tick() },
      ["paged ana and cleo (level 1, round 1) until 11:05"],
      "the snooze is over",
    ],
    [
      "pages its holder when nobody else is there",
      { incident: snoozed, at: "11:00", command: tick({ roster: roster([], []) }) },
      ["paged ana (level 1, round 1) until 11:05"],
      "the snooze is over",
    ],
    [
      "ends its snooze with its end",
      {
        incident: incident({}, ["10:02", snooze("11:00")], ["10:30", resolve()]),
        at: "11:00",
        command: tick(),
      },
      [],
      "it is already resolved",
    ],
  ])("%s", (_, given, events, reason) => {
    expect(outcomeOfCommand(given)).toEqual({ events, reason });
  });
});
