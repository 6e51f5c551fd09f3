import type { types } from "@slack/bolt";
import type { ActName } from "#domain/act.ts";
import { incidentName, isOpen, isTaken, type Incident } from "#domain/incident/incident.ts";
import { whyUnwanted } from "#domain/incident/page-wanted.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { button, confirmation, overflow } from "#slack/words/blocks.ts";
import { plural } from "#slack/words/incident-words.ts";
import type { Page } from "#store/page/pages.ts";

/** How long the snooze of a button lasts. */
export const SNOOZE = { hours: 1 } as const;

/** What can be done with an incident from its card; once it was merged, that is done where it goes on. */
export function incidentButtons(incident: Incident): readonly (types.Button | types.Overflow)[] {
  if (incident.status === "merged") return [];
  if (!isOpen(incident)) return [moreMenu(incident, ["reopen", "times", "actions"])];
  return [
    ...(lacksAnswers(incident) ? [acknowledgeButton(incident)] : []),
    resolveButton(incident),
    moreMenu(incident, [painAct(incident), "escalate", "snooze", "hand-back", "actions"]),
  ];
}

/** Whether the pain has stopped, or is back. */
function painAct({ life }: Incident): ActName {
  return life.mitigatedAt === null ? "mitigated" : "not-mitigated";
}

/** The same from a page, which asks for an answer first; nothing once it has one. */
export function pageButtons(
  incident: Incident,
  page: Page,
): readonly (types.Button | types.Overflow)[] {
  if (whyUnwanted(incident, page) !== null) return [];
  if (isTaken(incident)) return [acknowledgeButton(incident)];
  return [
    acknowledgeButton(incident),
    escalateButton(incident),
    moreMenu(incident, ["resolve", "snooze", "hand-back", "actions"]),
  ];
}

/** What can be answered to the question whether somebody is still on it; nothing once it is answered. */
export function askButtons(incident: Incident): readonly (types.Button | types.Overflow)[] {
  if (!isTaken(incident) || !incident.paging.asked) return [];
  const { id } = incident;
  return [
    button(ACTIONS.stillOnIt, ACT_LABELS["still-on-it"], String(id), { style: "primary" }),
    resolveButton(incident),
    moreMenu(incident, ["escalate", "snooze", "hand-back", "actions"]),
  ];
}

/** Nobody has it, or somebody else of the level must acknowledge too. */
export function lacksAnswers({ status, paging }: Incident): boolean {
  return status === "triggered" || paging.unanswered.length > 0;
}

function acknowledgeButton({ id }: Incident): types.Button {
  return button(ACTIONS.acknowledge, `Acknowledge ${incidentName(id)}`, String(id), {
    style: "primary",
  });
}

function escalateButton(incident: Incident): types.Button {
  return button(ACTIONS.escalate, `Escalate ${incidentName(incident.id)}`, subject(incident));
}

/** Asks once more where ending it costs most: a SEV1, or one whose alerts still fire. */
export function resolveButton(incident: Incident): types.Button {
  const { id } = incident;
  const more = isCostly(incident) ? { confirm: confirmResolve(incident) } : {};
  return button(ACTIONS.resolve, `Resolve ${incidentName(id)}`, String(id), more);
}

function moreMenu(incident: Incident, acts: readonly ActName[]): types.Overflow {
  return overflow(
    ACTIONS.more,
    acts.map((act) => ({
      text: ACT_LABELS[act],
      value: choiceOf(act, incident),
    })),
  );
}

/** What a menu sends back when this is chosen for the incident. */
export function choiceOf(act: ActName, incident: Incident): string {
  return `${act}:${act === "escalate" ? subject(incident) : incident.id}`;
}

/** With the step of its paging, so that two presses of what showed the same do not page two levels. */
function subject({ id, paging }: Incident): string {
  return `${id}:${paging.step}`;
}

function confirmResolve({ id, alerts }: Incident): types.ConfirmationDialog {
  const name = incidentName(id);
  const firing =
    alerts.firing === 0
      ? "Nobody is paged for it any more."
      : `${plural(alerts.firing, "alert")} still firing. It opens again when one of them fires anew.`;
  return confirmation(`Resolve ${name}?`, firing, `Resolve ${name}`);
}

function isCostly({ severity, alerts }: Incident): boolean {
  return severity === "SEV1" || alerts.firing > 0;
}
