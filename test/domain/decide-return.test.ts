import { describe, expect, it } from "vitest";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Incident } from "#domain/incident/incident.ts";
import {
  type Command,
  acknowledge,
  alerts,
  alertsChanged,
  at,
  escalate,
  incident,
  resolve,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";
import {
  joined,
  worse,
  ended,
  flapped,
  over,
  type AlertsCase,
  outcomeOfNews,
} from "./decisions.ts";

const untaken = incident({}, ["10:02", ended], ["10:07", tick({ quietUntil: at("10:07") })]);
const settled = incident({}, ["10:01", acknowledge()], ["10:03", resolve()]);

describe("a resolved incident", () => {
  const page = "paged ana (level 1, round 1) until 10:25";
  const quietly = { reopen: "quietly" } as const;
  it.each<AlertsCase>([
    [
      "is reopened and pages the first level when an alert fires anew",
      untaken,
      flapped,
      ["prod: alerts-flapped", "prod: reopened loudly", page],
      "it came back",
    ],
    [
      "is reopened and pages although somebody had it",
      settled,
      joined,
      ["prod: alerts-joined", "prod: reopened loudly", page],
      "it came back",
    ],
    [
      "is reopened without a page when the severity does not page",
      untaken,
      { ...joined, severity: "SEV4", pages: false },
      ["prod: alerts-joined", "prod: reopened loudly"],
      "alerts changed",
    ],
    [
      "is held back for a minute when a lagging sender repeats an alert",
      untaken,
      { ...joined, ...quietly },
      ["prod: alerts-joined", "prod: reopened quietly, held until 10:21"],
      "alerts changed",
    ],
    [
      "stays with its holder when a lagging sender repeats an alert",
      settled,
      { ...joined, ...quietly },
      ["prod: alerts-joined", "prod: reopened quietly"],
      "alerts changed",
    ],
    [
      "is not held back when the severity of what a lagging sender repeats does not page",
      untaken,
      { ...joined, ...quietly, severity: "SEV4", pages: false },
      ["prod: alerts-joined", "prod: reopened quietly"],
      "alerts changed",
    ],
    [
      "pages at once when an alert flaps, for that is no lagging sender",
      settled,
      { ...flapped, ...quietly },
      ["prod: alerts-flapped", "prod: reopened loudly", page],
      "it came back",
    ],
    [
      "pages at once when it comes back quietly but worse",
      settled,
      { ...worse, ...quietly },
      ["prod: alerts-joined", "prod: severity-raised to SEV1", "prod: reopened quietly", page],
      "the severity rose",
    ],
    [
      "is reopened quiet when the alert has ended again already",
      untaken,
      { ...flapped, ended: alerts("DiskFull"), counts: over },
      [
        "prod: alerts-flapped",
        "prod: alerts-ended",
        "prod: reopened loudly",
        "prod: quiet-began",
        page,
      ],
      "it came back",
    ],
    [
      "is not reopened by the end of an alert",
      settled,
      ended,
      ["prod: alerts-ended", "prod: quiet-began"],
      "alerts changed",
    ],
    [
      "is not reopened when an alert is not muted any more",
      settled,
      alertsChanged({ unmuted: alerts("DiskFull") }),
      ["prod: alerts-unmuted"],
      "alerts changed",
    ],
    ["says nothing when nothing changed", settled, alertsChanged(), [], "nothing changed"],
  ])("%s", (...[, given, news, events, reason]) => {
    expect(outcomeOfNews(given, news)).toEqual({ events, reason });
  });
});

describe("an incident that came back with alerts that do not page", () => {
  const low = { ...joined, severity: "SEV4", pages: false } as const;
  const unpaged = incident(
    {},
    ["10:02", ended],
    ["10:07", tick({ quietUntil: at("10:07") })],
    ["10:20", low],
  );
  const page = "paged ana (level 1, round 1) until 10:26";

  it.each<readonly [string, Command, readonly string[]]>([
    ["pages nobody as time passes", tick(), []],
    ["pages nobody for one more of them", low, ["prod: alerts-joined"]],
    ["pages for one that does, however bad it was before", joined, ["prod: alerts-joined", page]],
    ["pages nobody when one ends", ended, ["prod: alerts-ended", "prod: quiet-began"]],
    ["pages for one that does and flaps", flapped, ["prod: alerts-flapped", page]],
  ])("%s", (_, command, expected) => {
    expect(told(decide(unpaged, command, at("10:21")))).toEqual(expected);
  });
});

describe("an incident that came back quietly", () => {
  const back = { ...joined, reopen: "quietly" } as const;
  const held = incident(
    {},
    ["10:02", ended],
    ["10:07", tick({ quietUntil: at("10:07") })],
    ["10:20", back],
  );

  it.each<readonly [string, Incident, Command, readonly string[]]>([
    ["pages nobody within the first minute", held, tick(), []],
    [
      "pages the first level when somebody escalates it at once",
      held,
      escalate(),
      ["ana: escalated", "paged ana (level 1, round 1) until 10:25"],
    ],
    ["can be taken before anybody is paged", held, acknowledge(), ["ana: acknowledged"]],
  ])("%s", (_, given, command, expected) => {
    expect(told(decide(given, command, at("10:20:59")))).toEqual(expected);
  });

  it("pages the first level when it is still there after a minute", () => {
    expect(told(decide(held, tick(), at("10:21")))).toEqual([
      "paged ana (level 1, round 1) until 10:26",
    ]);
  });

  it("pages nobody when it has ended again within the minute", () => {
    const gone = incident(
      {},
      ["10:02", ended],
      ["10:07", tick({ quietUntil: at("10:07") })],
      ["10:20", back],
      ["10:20:30", ended],
    );

    expect(told(decide(gone, tick({ quietUntil: at("10:25:30") }), at("10:21")))).toEqual([]);
  });
});
