import type { types } from "@slack/bolt";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Task } from "#domain/response/task.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { button } from "#slack/words/blocks.ts";

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

/** What can be done with a task where it is listed; with a reminder it can also be put off. */
export function taskButtons(
  incident: IncidentId,
  { number, state, owner }: Task,
  { isReminder = false }: { readonly isReminder?: boolean } = {},
): readonly types.Button[] {
  const open: readonly TaskDeed[] = isReminder
    ? ["done", "later", "tomorrow", "change"]
    : ["done", ...(owner === null ? (["take"] as const) : []), "change", "drop"];
  const deeds = state === "open" ? open : (["reopen"] as const);
  return deeds.map((deed, index) =>
    button(
      numbered(ACTIONS.task, number * MOST_OF_ONE + index),
      LABELS[deed],
      `${deed}:${incident}:${number}`,
    ),
  );
}
