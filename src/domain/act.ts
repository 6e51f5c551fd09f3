/** Everything that people can do with an incident, by the word that they type for it. */
export const ACT_NAMES = [
  "acknowledge",
  "escalate",
  "snooze",
  "hand-back",
  "still-on-it",
  "mitigate",
  "resolve",
  "merge",
  "role",
  "lead",
  "leave",
  "handover",
  "update",
  "follow",
  "unfollow",
  "silence",
  "note",
  "timeline",
  "actions",
] as const;
export type ActName = (typeof ACT_NAMES)[number];
