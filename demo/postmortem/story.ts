import { DateTime } from "luxon";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { JONAS, MIA } from "./cast.ts";

export const INCIDENT = IncidentId.parse(1);

/** A Tuesday night in Stockholm, where it is two hours later than here. */
const DAY = "2026-09-15";

export function at(time: string): DateTime {
  return DateTime.fromISO(`${DAY}T${time}Z`, { zone: "utc" });
}

/** When requests really failed; the alert comes later and goes later. */
export const OUTAGE = {
  from: at("01:12:00").toSeconds(),
  until: at("01:43:00").toSeconds(),
};

/** What the scene of the demo tells of it, at this night's time. */
export const DEPLOY = {
  id: "812",
  title: "checkout v41: new tax rules",
  by: "Jonas Weber",
  revision: "9f4c2ab",
  link: "https://ci.larder.example/checkout/builds/812",
  environment: "production",
  at: at("01:04:20"),
  endedAt: at("01:06:05"),
  toldAt: at("01:06:05"),
} as const;

type Deed = Exclude<IncidentCommand, { readonly kind: "open" }>;

/** What people did about it, and when. */
export const DEEDS: readonly (readonly [string, Deed])[] = [
  ["01:20:40", { kind: "acknowledge", by: MIA }],
  [
    "01:23:00",
    {
      kind: "post-update",
      by: MIA,
      key: "first",
      known: "One request to the checkout in eight fails, in Europe.",
      impact: "Customers see an error when they pay, and most of them succeed when they try again.",
      doing: "We look at what changed tonight.",
      nextAt: at("01:45:00"),
      calls: false,
    },
  ],
  [
    "01:24:30",
    { kind: "add-mitigation", by: MIA, key: "m1", text: "Restart the checkout", starts: true },
  ],
  [
    "01:28:10",
    {
      kind: "finish-mitigation",
      by: MIA,
      number: 1,
      outcome: "no-change",
      note: "Errors went on at the same rate.",
      revises: false,
    },
  ],
  [
    "01:29:00",
    {
      kind: "call-people",
      by: MIA,
      key: "c1",
      people: ["jonas"],
      reason: "v41 went out before it began; can it be taken back?",
    },
  ],
  ["01:32:20", { kind: "acknowledge", by: JONAS }],
  [
    "01:34:00",
    {
      kind: "save-message",
      by: MIA,
      channel: "C0INC1",
      ts: "1789436040.000100",
      author: "Jonas Weber",
      text: "v41 asks the tax service once for each line of a basket, and the tax service refuses more than 50 a second. Large baskets fail.",
      files: [],
      editedAt: null,
      link: "https://larder.slack.com/archives/C0INC1/p1789436040000100",
      sentAt: at("01:33:30"),
    },
  ],
  [
    "01:36:00",
    {
      kind: "add-mitigation",
      by: JONAS,
      key: "m2",
      text: "Roll checkout back to v40",
      starts: true,
    },
  ],
  [
    "01:44:10",
    {
      kind: "finish-mitigation",
      by: JONAS,
      number: 2,
      outcome: "better",
      note: "Errors are where they were before.",
      revises: false,
    },
  ],
  ["01:44:40", { kind: "mark-mitigated", by: MIA }],
];

/** What was left to do when it was over. */
export const AFTERWARDS: readonly (readonly [string, Deed])[] = [
  [
    "01:58:00",
    {
      kind: "post-update",
      by: MIA,
      key: "last",
      known: "v41 asked the tax service too often and was rolled back.",
      impact: "None since 01:43 UTC.",
      doing: "We watch until the morning; the postmortem follows.",
      nextAt: null,
      calls: false,
    },
  ],
  ["02:00:00", { kind: "resolve", by: MIA, reason: "rolled back, and quiet since" }],
  [
    "02:01:00",
    { kind: "tell-resolution", by: MIA, text: "Checkout was rolled back from v41 to v40" },
  ],
  ["02:02:00", { kind: "give-verdict", by: MIA, verdict: "actionable" }],
  [
    "08:10:00",
    followUp(
      "f1",
      "Ask the tax service once for each basket, and fall back to the last known rates",
      JONAS,
      "P0",
    ),
  ],
  ["08:11:00", followUp("f2", "Let the canary take large baskets too", MIA, "P1")],
  ["08:12:00", followUp("f3", "Add to the runbook how checkout is rolled back", MIA, "P2")],
  ["08:40:00", { kind: "finish-task", by: MIA, number: 3 }],
];

function followUp(
  key: string,
  text: string,
  owner: typeof MIA,
  priority: "P0" | "P1" | "P2",
): Deed {
  const due = DateTime.fromISO("2026-09-22T15:00:00Z", { zone: "utc" });
  return {
    kind: "add-task",
    by: MIA,
    key,
    link: null,
    type: "followup",
    text,
    owner,
    due,
    priority,
  };
}
