import type { types } from "@slack/bolt";
import type { IncidentId } from "#domain/incident/incident.ts";
import { POSTMORTEM_KEY, type Task } from "#domain/response/task.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { button } from "#slack/words/blocks.ts";
import { deedButton } from "./postmortem/deeds.ts";

const LABELS = {
  done: "Done",
  take: "Take it",
  change: "Change…",
  drop: "Drop",
  reopen: "Open again",
  later: "Remind me in 1 h",
  tomorrow: "Remind me tomorrow",
} as const;
export type TaskDeed = keyof typeof LABELS;

export const TASK_DEEDS = [
  "done",
  "take",
  "change",
  "drop",
  "reopen",
  "later",
  "tomorrow",
] as const satisfies readonly TaskDeed[];

const MOST_OF_ONE = 8;

/** The postmortem is done when it is published, and dropped when it is waived. */
const ENDS_OR_BEGINS: readonly TaskDeed[] = ["done", "drop", "reopen"];

/** What can be done with a task where it is listed; with a reminder it can also be put off. */
export function taskButtons(
  incident: IncidentId,
  { number, state, owner, key }: Task,
  { isReminder = false }: { readonly isReminder?: boolean } = {},
): readonly types.Button[] {
  const open: readonly TaskDeed[] = isReminder
    ? ["done", "later", "tomorrow", "change"]
    : ["done", ...(owner === null ? (["take"] as const) : []), "change", "drop"];
  const deeds = state === "open" ? open : (["reopen"] as const);
  const isPostmortem = key === POSTMORTEM_KEY;
  const others = deeds.filter((deed) => !isPostmortem || !ENDS_OR_BEGINS.includes(deed));
  const buttons = others.map((deed, index) =>
    button(
      numbered(ACTIONS.task, number * MOST_OF_ONE + index),
      LABELS[deed],
      `${deed}:${incident}:${number}`,
    ),
  );
  return isPostmortem ? [deedButton("open", incident), ...buttons] : buttons;
}
