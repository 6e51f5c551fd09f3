import { describe, expect, it } from "vitest";
import {
  acknowledge,
  alerts,
  alertsChanged,
  at,
  incident,
  person,
  resolve,
  snooze,
  tick,
} from "#test/support/build.ts";
import { paged, resolved, type Case, outcomeOfCommand } from "./decisions.ts";

const quiet = alertsChanged({
  ended: alerts("HighLatency"),
  counts: { firing: 0, muted: 0, ended: 1 },
});

describe("an incident", () => {
  it.each<Case>([
    [
      "is resolved by hand",
      { incident: paged, at: "10:03", command: resolve(person("cleo")) },
      ["cleo: resolved"],
      "fixed",
    ],
    [
      "is resolved only once",
      { incident: resolved, at: "10:04", command: resolve() },
      [],
      "it is already resolved",
    ],
    [
      "waits for the quiet period",
      {
        incident: incident({}, ["10:02", quiet]),
        at: "10:06",
        command: tick({ quietUntil: at("10:07") }),
      },
      [],
      "its alerts have ended; waiting for the quiet period",
    ],
    [
      "is resolved after the quiet period, taken or not",
      {
        incident: incident({}, ["10:02", quiet]),
        at: "10:07",
        command: tick({ quietUntil: at("10:07") }),
      },
      ["resolved"],
      "all its alerts ended",
    ],
    [
      "is resolved after the quiet period although it is snoozed",
      {
        incident: incident({}, ["10:01", snooze("11:00")], ["10:02", quiet]),
        at: "10:07",
        command: tick({ quietUntil: at("10:07") }),
      },
      ["resolved"],
      "all its alerts ended",
    ],
    [
      "pages nobody while its alerts have ended, even if that is doubted",
      {
        incident: incident({}, ["10:02", quiet]),
        at: "10:07",
        command: tick({ quietUntil: at("10:07"), doubt: "alerting is blind" }),
      },
      [],
      "alerting is blind",
    ],
    [
      "is not resolved while alerting is blind",
      {
        incident: incident({}, ["10:01", acknowledge()], ["10:02", quiet]),
        at: "12:00",
        command: tick({ quietUntil: at("10:07"), doubt: "alerting is blind" }),
      },
      [],
      "alerting is blind",
    ],
  ])("%s", (_, given, events, reason) => {
    expect(outcomeOfCommand(given)).toEqual({ events, reason });
  });
});
