import { incidentName } from "#domain/incident/incident.ts";
import type { Task } from "#domain/response/task.ts";
import { actions, message, section, type Message } from "#slack/words/blocks.ts";
import { IN_BLOCK, IN_NOTICE } from "#slack/words/mrkdwn.ts";
import { TASK_KINDS, taskLine } from "#slack/words/task-words.ts";
import { type Subject, subjectName } from "./notice-subject.ts";
import { taskButtons } from "./task-buttons.ts";

/** Why somebody is told of a task: it is theirs, or it is due. */
export type TaskStage = "assigned" | "due" | "overdue";

/** What its owner is told, as it stands now. */
export function renderTaskNotice(
  subject: Subject,
  task: Task,
  { stage, isTheirs }: { readonly stage: TaskStage; readonly isTheirs: boolean },
): Message {
  const { incident } = subject;
  const isOpen = task.state === "open";
  const first = isTheirs && isOpen ? askWords(task, stage) : `*${TASK_KINDS[task.type]}*`;
  const where = `${subjectName(subject)}.`;
  const isReminder = stage !== "assigned";
  return message(
    `${first.replaceAll("*", "")} ${incidentName(incident.id)} ${taskLine(task, IN_NOTICE)}`,
    [
      section(first, taskLine(task, IN_BLOCK), where),
      ...actions("task", isTheirs ? taskButtons(incident.id, task, { isReminder }) : []),
    ],
  );
}

function askWords({ type }: Task, stage: TaskStage): string {
  const what = TASK_KINDS[type].toLowerCase();
  switch (stage) {
    case "assigned":
      return `*A ${what} for you*`;
    case "due":
      return `*Your ${what} is due*`;
    case "overdue":
      return `*Your ${what} is overdue*`;
  }
}
