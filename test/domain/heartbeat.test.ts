import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { heartbeatState, isHeartbeat } from "#domain/alert/heartbeat.ts";
import { at, ended, firing } from "#test/support/build.ts";

const heartbeat = { alertname: "Watchdog", within: Duration.fromISO("PT5M") };
const labels = { alertname: "Watchdog" };

describe("an event is about the heartbeat", () => {
  it.each([
    ["when its alert fires", heartbeat, firing({ labels }), true],
    ["when its alert ends", heartbeat, ended({ labels }), true],
    ["not when it is another alert", heartbeat, firing(), false],
    ["not when it has no name", heartbeat, firing({ labels: {} }), false],
    ["not when the source has no heartbeat", undefined, firing({ labels }), false],
  ])("%s", (_, watched, event, expected) => {
    expect(isHeartbeat({ heartbeat: watched }, event)).toBe(expected);
  });
});

describe("a source", () => {
  it.each([
    [
      "is off without a heartbeat",
      { heartbeat: undefined, lastBeatAt: null, now: at("10:30") },
      { kind: "off" },
    ],
    [
      "beats until its last beat is five minutes old",
      { lastBeatAt: at("10:00"), now: at("10:05") },
      { kind: "beating", since: at("10:00") },
    ],
    [
      "is blind when its last beat is older",
      { lastBeatAt: at("10:00"), now: at("10:05:01") },
      { kind: "blind", since: at("10:00") },
    ],
    [
      "beats again with the next beat",
      { lastBeatAt: at("10:30"), now: at("10:30") },
      { kind: "beating", since: at("10:30") },
    ],
    [
      "is given five minutes for its first beat",
      { lastBeatAt: null, now: at("09:35") },
      { kind: "beating", since: at("09:30") },
    ],
    [
      "is not blamed for the time in which nobody listened",
      { lastBeatAt: at("08:00"), now: at("09:35") },
      { kind: "beating", since: at("09:30") },
    ],
    [
      "is blind without any beat after that",
      { lastBeatAt: null, now: at("09:35:01") },
      { kind: "blind", since: at("09:30") },
    ],
  ])("%s", (_, asked, expected) => {
    const state = heartbeatState({ heartbeat, watchedSince: at("09:30"), ...asked });

    expect(state).toEqual(expected);
  });
});
