import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import {
  POSTMORTEM_KEY,
  type Task,
  type TaskCommand,
  type TaskEvent,
  type Tasks,
  type ToldTask,
} from "./task.ts";

const MOST_TASKS = 100;

/** The follow-up of the postmortem goes with it: nothing ends or begins it by itself. */
const POSTMORTEM_INSTEAD: Readonly<Partial<Record<TaskCommand["kind"], string>>> = {
  "finish-task": "it is done once the postmortem is published",
  "drop-task": "waive the postmortem instead: that needs a reason",
  "reopen-task": "open the postmortem, and take it back or ask for one",
};

/** What becomes of the command, or in words why nothing does. */
export function decideTask(tasks: Tasks, command: TaskCommand, now: DateTime): TaskEvent | string {
  if (command.kind === "add-task") return add(tasks, command);
  const task = tasks.find(({ number }) => number === command.number);
  if (task === undefined) return "there is no such task";
  const instead = task.key === POSTMORTEM_KEY ? POSTMORTEM_INSTEAD[command.kind] : undefined;
  return instead ?? become(task, command, now);
}

function become(
  task: Task,
  command: Exclude<TaskCommand, { readonly kind: "add-task" }>,
  now: DateTime,
): TaskEvent | string {
  const { number, type, text } = task;
  switch (command.kind) {
    case "change-task":
      return changed(task, command);
    case "finish-task":
      if (task.state !== "open") return endedWords(task);
      return { kind: "task-done", number, type, text };
    case "drop-task":
      if (task.state !== "open") return endedWords(task);
      return { kind: "task-dropped", number, type, text };
    case "reopen-task":
      if (task.state === "open") return "it is open";
      return { kind: "task-reopened", number, type, text };
    case "snooze-task":
      if (task.state !== "open") return endedWords(task);
      if (command.until <= now) return "that moment has passed";
      return { kind: "task-snoozed", number, type, text, until: command.until };
  }
}

function add(
  tasks: Tasks,
  command: Extract<TaskCommand, { readonly kind: "add-task" }>,
): TaskEvent | string {
  const { key, link, type, text, owner, due, priority = null } = command;
  if (tasks.some((task) => task.key === key)) return "it was added already";
  if (tasks.length >= MOST_TASKS) return `there are ${tasks.length} of them already`;
  const told = { type, text, owner, due, priority };
  return { kind: "task-added", number: tasks.length + 1, ...told, key, link };
}

function changed(
  task: Task,
  command: Extract<TaskCommand, { readonly kind: "change-task" }>,
): TaskEvent | string {
  if (task.state !== "open") return endedWords(task);
  const { type = task.type, text = task.text, owner = task.owner } = command;
  const { due = task.due, priority = task.priority } = command;
  const wanted = { type, text, owner, due, priority };
  if (task.key === POSTMORTEM_KEY && isLet(wanted, task)) {
    return "the postmortem keeps somebody who writes it and a time when it is due: choose others, or waive it";
  }
  if (isSame(wanted, task)) return "it says so already";
  return { kind: "task-changed", number: task.number, ...wanted, before: task.owner };
}

/** Without an owner or a due time nobody would be reminded any more. */
function isLet({ owner, due }: ToldTask, before: Task): boolean {
  return (owner === null && before.owner !== null) || (due === null && before.due !== null);
}

function isSame(one: ToldTask, other: ToldTask): boolean {
  return (
    one.type === other.type &&
    one.text === other.text &&
    one.priority === other.priority &&
    one.due?.toMillis() === other.due?.toMillis() &&
    slackIdOf(one.owner) === slackIdOf(other.owner)
  );
}

function endedWords({ state }: Task): string {
  return state === "done" ? "it is done already" : "it was dropped before";
}

function slackIdOf(actor: Actor | null): string | null {
  return actor?.kind === "person" ? actor.slackId : null;
}
