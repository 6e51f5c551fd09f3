import type { types } from "@slack/bolt";
import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { helpingStep, type MitigationStep } from "#domain/response/mitigation.ts";
import { suspect } from "#domain/suspect-change.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { ACTIONS, numbered, VIEWS } from "#slack/words/action-ids.ts";
import { actions, button, plain, section } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { nameOfStep, stepState } from "#slack/words/mitigation-words.ts";
import { link, outside } from "#slack/words/mrkdwn.ts";

export const MITIGATE_TITLE = "Mitigate";
export const STEP_LENGTH = 150;
const DETAIL_LENGTH = 600;
const BUTTONS_OF_ONE = 4;

type Shown = Pick<IncidentFacts, "incident" | "changes">;

/** Every step, what can be done with it, and room for one more; the notice says what came of the last press. */
export function renderSteps({ incident, changes }: Shown, notice: string | null): types.ModalView {
  const { id, mitigation } = incident;
  const open = isOpen(incident);
  return {
    type: "modal",
    callback_id: VIEWS.mitigation,
    private_metadata: String(id),
    title: plain(`${MITIGATE_TITLE} ${incidentName(id)}`, 24),
    ...(open ? { submit: plain("Add", 24) } : {}),
    close: plain("Close", 24),
    blocks: [
      ...(notice === null ? [] : [section(notice)]),
      section("*What will stop the pain?*", ...introOf(incident, changes)),
      ...mitigation.steps.flatMap((step) => stepBlocks(incident, step)),
      ...askBlocks(incident),
      ...(open ? addFields() : []),
    ],
  };
}

function introOf(
  { startedAt, mitigation }: Incident,
  changes: IncidentFacts["changes"],
): readonly string[] {
  const cause = suspect(changes, startedAt);
  const { title = "", link: url = null } = cause?.change ?? {};
  const named = url === null ? outside(title, 75) : link(url, title);
  const steps =
    mitigation.steps.length === 0 ? ["No runbook lists anything. Say below what you do."] : [];
  return [
    "Undo first, ask why later. One thing at a time, so that you see what helped.",
    ...(cause === null ? [] : [`*Could be the cause:* ${named}; ${cause.reason}.`]),
    ...steps,
  ];
}

function stepBlocks(incident: Incident, step: MitigationStep): types.KnownBlock[] {
  const { number, state, detail } = step;
  const how = state === "open" || state === "running" ? outside(detail, DETAIL_LENGTH) : "";
  return [
    section(`*${nameOfStep(step)}*`, stepState(step), ...(how === "" ? [] : [how])),
    ...actions(`step-${number}`, isOpen(incident) ? buttonsOf(incident, step) : []),
  ];
}

function buttonsOf({ id }: Incident, { number, state }: MitigationStep): readonly types.Button[] {
  const choices = {
    open: ["start", "finish", "skip"],
    running: ["finish"],
    finished: ["start", "revise"],
    skipped: ["start"],
  } as const satisfies Record<MitigationStep["state"], readonly (keyof typeof LABELS)[]>;
  return choices[state].map((what, index) =>
    button(
      numbered(ACTIONS.mitigation, number * BUTTONS_OF_ONE + index),
      state !== "open" && what === "start" ? "Try again" : LABELS[what],
      `${what}:${id}:${number}`,
      what === "start" && state === "open" ? { style: "primary" } : {},
    ),
  );
}

const LABELS = {
  start: "Start",
  finish: "Finish…",
  skip: "Skip…",
  revise: "Change outcome…",
} as const;

function askBlocks({ id, mitigation, life, ...incident }: Incident): types.KnownBlock[] {
  const helped = helpingStep(mitigation);
  if (helped === null || life.mitigatedAt !== null || !isOpen(incident)) return [];
  return [
    section(`Step ${helped.number} helped. Has the pain stopped?`),
    ...actions("mitigated", [
      button(numbered(ACTIONS.mitigation, 0), "It is mitigated", `mitigated:${id}`, {
        style: "primary",
      }),
    ]),
  ];
}

function addFields(): types.InputBlock[] {
  return [
    textField({
      name: "text",
      label: "Something else that may stop it",
      most: STEP_LENGTH,
      placeholder: "Roll back to v41",
    }),
    choiceField({
      name: "when",
      label: "When",
      choices: [
        { text: "I am doing it now", value: "now" },
        { text: "Maybe later", value: "later" },
      ],
      initial: "now",
    }),
  ];
}
