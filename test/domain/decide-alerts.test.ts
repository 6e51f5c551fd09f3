import { describe, expect, it } from "vitest";
import {
  acknowledge,
  alerts,
  alertsChanged,
  incident,
  person,
  snooze,
} from "#test/support/build.ts";
import {
  paged,
  taken,
  exhausted,
  joined,
  worse,
  ended,
  flapped,
  over,
  type AlertsCase,
  outcomeOfNews,
} from "./decisions.ts";

const muted = { firing: 0, muted: 1, ended: 1 };

const snoozed = incident({}, ["10:02", snooze("11:00")]);
const quiet = incident({}, ["10:02", ended]);

describe("an open incident", () => {
  const page = "paged ana (level 1, round 1) until 10:25";
  it.each<AlertsCase>([
    [
      "wakes nobody again for an alert that joins",
      paged,
      joined,
      ["prod: alerts-joined"],
      "alerts changed",
    ],
    [
      "wakes nobody for an alert that joins when somebody has it",
      taken,
      joined,
      ["prod: alerts-joined"],
      "alerts changed",
    ],
    [
      "wakes nobody for an alert that joins while it is snoozed",
      snoozed,
      joined,
      ["prod: alerts-joined"],
      "alerts changed",
    ],
    [
      "wakes nobody for an alert of lower severity",
      paged,
      { ...joined, severity: "SEV3" },
      ["prod: alerts-joined"],
      "alerts changed",
    ],
    [
      "wakes nobody for an alert that flaps",
      taken,
      flapped,
      ["prod: alerts-flapped"],
      "alerts changed",
    ],
    [
      "pages again for a worse severity",
      paged,
      worse,
      ["prod: alerts-joined", "prod: severity-raised to SEV1", page],
      "the severity rose",
    ],
    [
      "pages again for a worse severity although somebody has it",
      taken,
      worse,
      ["prod: alerts-joined", "prod: severity-raised to SEV1", page],
      "the severity rose",
    ],
    [
      "pages whoever has it too, who may not be on call, for a worse severity",
      incident({}, ["10:02", acknowledge(person("cleo"))]),
      worse,
      [
        "prod: alerts-joined",
        "prod: severity-raised to SEV1",
        "paged ana and cleo (level 1, round 1) until 10:25",
      ],
      "the severity rose",
    ],
    [
      "pages again for a worse severity although it is exhausted",
      exhausted,
      worse,
      ["prod: alerts-joined", "prod: severity-raised to SEV1", page],
      "the severity rose",
    ],
    [
      "pages again for a worse severity although it is snoozed",
      snoozed,
      worse,
      ["prod: alerts-joined", "prod: severity-raised to SEV1", page],
      "the severity rose",
    ],
    [
      "starts to page with the first severity that pages",
      incident({ severity: "SEV4", pages: false }),
      joined,
      ["prod: alerts-joined", "prod: severity-raised to SEV2", page],
      "the severity rose",
    ],
    [
      "pages nobody for a worse severity that does not page",
      incident({ severity: "SEV4", pages: false }),
      { ...joined, severity: "SEV3", pages: false },
      ["prod: alerts-joined", "prod: severity-raised to SEV3"],
      "alerts changed",
    ],
    [
      "pages for a worse severity although its alert has ended already",
      paged,
      { ...worse, ended: alerts("Outage", "DiskFull"), counts: over },
      [
        "prod: alerts-joined",
        "prod: alerts-ended",
        "prod: severity-raised to SEV1",
        "prod: quiet-began",
        page,
      ],
      "the severity rose",
    ],
    [
      "tells that one of its alerts ended",
      paged,
      alertsChanged({ ended: alerts("DiskFull"), counts: { firing: 1, muted: 0, ended: 1 } }),
      ["prod: alerts-ended"],
      "alerts changed",
    ],
    [
      "becomes quiet when its last alert ends",
      paged,
      ended,
      ["prod: alerts-ended", "prod: quiet-began"],
      "alerts changed",
    ],
    [
      "is not quiet while an alert is only muted",
      paged,
      alertsChanged({ muted: { ...alerts("DiskFull"), by: ["s1"] }, counts: muted }),
      ["prod: alerts-muted"],
      "alerts changed",
    ],
    [
      "is not quiet while the alert that has not ended is muted",
      paged,
      alertsChanged({ ended: alerts("Other"), counts: muted }),
      ["prod: alerts-ended"],
      "alerts changed",
    ],
    [
      "wakes nobody when an alert is not muted any more",
      taken,
      alertsChanged({ unmuted: alerts("DiskFull") }),
      ["prod: alerts-unmuted"],
      "alerts changed",
    ],
    [
      "is not quiet any more when an alert fires again",
      quiet,
      flapped,
      ["prod: alerts-flapped", "prod: quiet-ended"],
      "alerts changed",
    ],
    [
      "is quiet anew when an alert has fired and ended meanwhile",
      quiet,
      { ...flapped, ended: alerts("DiskFull"), counts: over },
      ["prod: alerts-flapped", "prod: alerts-ended", "prod: quiet-began"],
      "alerts changed",
    ],
    [
      "stays quiet when nothing fires",
      quiet,
      alertsChanged({ counts: over }),
      [],
      "nothing changed",
    ],
    ["says nothing when nothing changed", paged, alertsChanged(), [], "nothing changed"],
  ])("%s", (...[, given, news, events, reason]) => {
    expect(outcomeOfNews(given, news)).toEqual({ events, reason });
  });
});
