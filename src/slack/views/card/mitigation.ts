import type { types } from "@slack/bolt";
import { isOpen, type Incident } from "#domain/incident/incident.ts";
import { helpingStep, type MitigationStep } from "#domain/response/mitigation.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { choiceOf } from "#slack/views/incident-buttons.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, button, section } from "#slack/words/blocks.ts";
import { stepLine } from "#slack/words/mitigation-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";

const MOST_LINES = 4;
const TEXT_LENGTH = 150;

/** What is and was done to stop the pain, the step under way first; before anybody began, what the runbook lists. */
export function mitigationSection(
  { incident, offeredSteps }: Pick<IncidentFacts, "incident" | "offeredSteps">,
  most = MOST_LINES,
): types.KnownBlock[] {
  const { steps } = incident.mitigation;
  const isAsked = isOpen(incident) && incident.life.mitigatedAt === null;
  const lines = isAsked
    ? [...inOrder(steps).map(stepLine), ...offered(incident, offeredSteps)]
    : inOrder(steps.filter(({ state }) => state !== "open")).map(stepLine);
  if (lines.length === 0 && !isAsked) return [];
  const left = lines.length - most;
  return [
    section(
      isAsked ? "*What will stop the pain?*" : "*What was done to stop the pain*",
      ...lines.slice(0, most),
      ...(left > 0 ? [`and ${left} more`] : []),
    ),
    ...actions("mitigation", isOpen(incident) ? buttonsOf(incident) : []),
  ];
}

/** Under way, then what was tried last, then what can be tried next. */
function inOrder(steps: readonly MitigationStep[]): readonly MitigationStep[] {
  const tried = steps
    .filter(({ state }) => state === "finished" || state === "skipped")
    .toSorted((a, b) => (b.endedAt?.toMillis() ?? 0) - (a.endedAt?.toMillis() ?? 0));
  const [last, ...older] = tried;
  return [
    ...steps.filter(({ state }) => state === "running"),
    ...(last === undefined ? [] : [last]),
    ...steps.filter(({ state }) => state === "open"),
    ...older,
  ];
}

/** What the runbook lists is numbered behind what people added before anybody looked at it. */
function offered(
  { mitigation: { runbook, steps } }: Incident,
  list: IncidentFacts["offeredSteps"],
): readonly string[] {
  if (runbook !== null) return [];
  return list.map(
    ({ text }, index) => `${steps.length + index + 1}. ${outside(text, TEXT_LENGTH)}`,
  );
}

function buttonsOf(incident: Incident): readonly types.Button[] {
  const { id, mitigation, life } = incident;
  const running = mitigation.steps.find(({ state }) => state === "running");
  const isHelped = helpingStep(mitigation) !== null && life.mitigatedAt === null;
  return [
    ...(isHelped
      ? [
          button(numbered(ACTIONS.mitigation, 0), "It is mitigated", `mitigated:${id}`, {
            style: "primary",
          }),
        ]
      : []),
    button(numbered(ACTIONS.act, 0), ACT_LABELS.mitigate, choiceOf("mitigate", incident)),
    ...(running === undefined
      ? []
      : [
          button(
            numbered(ACTIONS.mitigation, 1),
            `Finish step ${running.number}…`,
            `finish:${id}:${running.number}`,
          ),
        ]),
  ];
}
