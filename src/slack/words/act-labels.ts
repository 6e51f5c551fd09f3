import type { ActName } from "#domain/act.ts";

/** How buttons and menus call what can be done; what asks for more ends with dots. */
export const ACT_LABELS: Readonly<Record<ActName, string>> = {
  acknowledge: "Acknowledge",
  escalate: "Escalate",
  snooze: "Snooze 1 h",
  "hand-back": "Not mine",
  "still-on-it": "Still on it",
  mitigate: "Mitigate…",
  resolve: "Resolve",
  merge: "Merge…",
  role: "Roles…",
  lead: "Lead it…",
  leave: "Leave a role…",
  handover: "Hand over…",
  update: "Update others…",
  follow: "Follow",
  unfollow: "Unfollow",
  silence: "Silence alerts…",
  note: "Add a note…",
  timeline: "Timeline…",
  actions: "All actions…",
};
