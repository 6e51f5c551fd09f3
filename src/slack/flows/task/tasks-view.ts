import type { types } from "@slack/bolt";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import type { Task, TaskKind } from "#domain/response/task.ts";
import { taskButtons } from "#slack/views/task-buttons.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { actions, plain, section } from "#slack/words/blocks.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { dueFirst, sourceLink, TASK_KINDS, taskLine } from "#slack/words/task-words.ts";
import { taskFields, type TaskMeta } from "./task-form.ts";

export const TASK_TITLE = "Tasks and follow-ups";
const MOST_SHOWN = 40;

/** All that is to be done for an incident, and the fields of one more. */
export function renderTasks(
  incident: Incident,
  { type, notice = null }: { readonly type: TaskKind; readonly notice?: string | null },
): types.ModalView {
  const { id, status } = incident;
  const meta: TaskMeta = { incident: id, number: null, shown: null, message: null, list: null };
  const mayAdd = status !== "merged";
  return {
    type: "modal",
    callback_id: VIEWS.task,
    private_metadata: JSON.stringify(meta),
    title: plain(`${incidentName(id)} tasks`, 24),
    ...(mayAdd ? { submit: plain("Add", 24) } : {}),
    close: plain("Close", 24),
    blocks: [
      ...(notice === null ? [] : [section(notice)]),
      ...listBlocks(incident),
      ...(mayAdd ? taskFields({ type }) : []),
    ],
  };
}

/** The form for one of them. */
export function renderChange(
  task: Task,
  due: string,
  { incident, list }: Pick<TaskMeta, "incident" | "list">,
): types.ModalView {
  const { number, text, type, owner, priority } = task;
  const member = owner?.kind === "person" ? owner.slackId : null;
  const shown = { text, type, due, priority, owner: member };
  const meta: TaskMeta = { incident, number, shown, message: null, list };
  return {
    type: "modal",
    callback_id: VIEWS.task,
    private_metadata: JSON.stringify(meta),
    title: plain(`${TASK_KINDS[task.type]} ${task.number}`, 24),
    submit: plain("Save", 24),
    close: plain("Cancel", 24),
    blocks: taskFields({ ...task, due }),
  };
}

function listBlocks({ id, tasks }: Incident): types.KnownBlock[] {
  if (tasks.length === 0) return [section("Nothing is to be done yet.")];
  const sorted = tasks.toSorted(dueFirst);
  const left = sorted.length - MOST_SHOWN;
  return [
    ...kindBlocks(id, "task", sorted.slice(0, MOST_SHOWN)),
    ...kindBlocks(id, "followup", sorted.slice(0, MOST_SHOWN)),
    ...(left > 0 ? [section(`and ${left} more, done or dropped`)] : []),
  ];
}

function kindBlocks(
  id: Incident["id"],
  type: TaskKind,
  tasks: readonly Task[],
): types.KnownBlock[] {
  const those = tasks.filter((task) => task.type === type);
  if (those.length === 0) return [];
  return [
    section(type === "task" ? "*Tasks*" : "*Follow-ups*"),
    ...those.flatMap((task) => {
      const from = sourceLink(task);
      return [
        section(taskLine(task, IN_BLOCK), ...(from === "" ? [] : [`from ${from}`])),
        ...actions(`task-${task.number}`, taskButtons(id, task)),
      ];
    }),
  ];
}
