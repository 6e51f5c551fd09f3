import type { ActName } from "#domain/act.ts";
import type { Action } from "#domain/configuration/permissions.ts";

/** What must be allowed to somebody who does something with an incident. */
export const ACTION_OF: Readonly<Record<ActName, Action>> = {
  acknowledge: "acknowledge",
  escalate: "escalate",
  snooze: "snooze",
  "hand-back": "acknowledge",
  "still-on-it": "acknowledge",
  mitigated: "mitigate",
  "not-mitigated": "mitigate",
  mitigate: "mitigate",
  task: "task",
  followup: "task",
  severity: "severity",
  resolve: "resolve",
  "false-alarm": "resolve",
  merge: "merge",
  duplicate: "merge",
  reopen: "reopen",
  role: "role",
  lead: "role",
  leave: "role",
  handover: "handover",
  update: "update",
  follow: "see",
  unfollow: "see",
  silence: "silence",
  note: "note",
  timeline: "see",
  times: "times",
  actions: "see",
};
