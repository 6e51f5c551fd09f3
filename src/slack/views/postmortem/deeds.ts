import type { types } from "@slack/bolt";
import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { isOwed, type PostmortemStage } from "#domain/response/postmortem.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { button, confirmation } from "#slack/words/blocks.ts";

/** What a button can do about a postmortem. */
const LABELS = {
  open: "Open the postmortem",
  edit: "Edit…",
  review: "Send to review",
  publish: "Publish",
  draft: "Back to draft",
  reopen: "Back into review",
  meeting: "Meeting…",
  ask: "Write one…",
  waive: "No postmortem…",
  "take-back": "Take the waiver back",
  template: "Template…",
} as const;
export type PostmortemDeed = keyof typeof LABELS;

export const POSTMORTEM_DEEDS = [
  "open",
  "edit",
  "review",
  "publish",
  "draft",
  "reopen",
  "meeting",
  "ask",
  "waive",
  "take-back",
  "template",
] as const satisfies readonly PostmortemDeed[];

/** Where it goes by each of the buttons that move it. */
export const MOVES = {
  review: "in-review",
  publish: "published",
  draft: "draft",
  reopen: "in-review",
} as const satisfies Partial<Record<PostmortemDeed, PostmortemStage>>;

/** What a button sends back: what to do, with which postmortem, and with which section. */
export function deedValue(deed: PostmortemDeed, incident: IncidentId, section = ""): string {
  return `${deed}:${incident}:${section}`;
}

/** One button, such as below a message. */
export function deedButton(deed: PostmortemDeed, incident: IncidentId): types.Button {
  const index = POSTMORTEM_DEEDS.indexOf(deed);
  const value = deedValue(deed, incident);
  return button(
    numbered(ACTIONS.postmortem, index),
    LABELS[deed],
    value,
    confirmed(deed, incident),
  );
}

/** What can be done about it as it stands, besides writing. */
export function stateButtons(incident: Incident): readonly types.Button[] {
  return deedsOf(incident).map((deed) => deedButton(deed, incident.id));
}

function deedsOf(incident: Incident): readonly PostmortemDeed[] {
  const { stage, waiver, verdict } = incident.postmortem;
  if (incident.status === "merged") return [];
  if (stage === "published") return ["reopen", "meeting"];
  if (waiver !== null) return ["take-back", ...movesFrom(incident)];
  const isWanted = isOwed(incident.postmortem);
  const maybe = isWanted || verdict?.kind === "undetermined" || stage !== "none";
  return [
    ...movesFrom(incident),
    ...(isWanted ? [] : (["ask"] as const)),
    ...(maybe ? (["meeting", "template", "waive"] as const) : []),
  ];
}

function movesFrom(incident: Incident): readonly PostmortemDeed[] {
  if (isOpen(incident)) return [];
  switch (incident.postmortem.stage) {
    case "draft":
      return ["review"];
    case "in-review":
      return ["publish", "draft"];
    case "none":
    case "published":
      return [];
  }
}

/** Everybody hears of what is published. */
function confirmed(
  deed: PostmortemDeed,
  incident: IncidentId,
): { readonly confirm?: types.ConfirmationDialog } {
  if (deed !== "publish") return {};
  const text = `Publish the postmortem of ${incidentName(incident)}? It is announced in the channel, and its facts are drawn no more.`;
  return { confirm: confirmation("Publish", text, "Publish") };
}
