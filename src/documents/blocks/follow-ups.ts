import { type Drawing, moment, table } from "#documents/drawing.ts";
import { escaped, linked } from "#documents/escape.ts";
import type { TaskFact } from "#domain/postmortem/repair-facts.ts";

/** What is to be done so that it does not come again, and by whom until when. */
export function followUpsBlock({ facts: { followUps }, zone }: Drawing): string {
  if (followUps.length === 0) return "No follow-up was decided.";
  return tasksTable(followUps, zone);
}

/** What was to be done while it went on. */
export function tasksBlock({ facts: { tasks }, zone }: Drawing): string {
  if (tasks.length === 0) return "No task was written down.";
  return tasksTable(tasks, zone);
}

function tasksTable(tasks: readonly TaskFact[], zone: string): string {
  const head = ["What", "Owner", "Due", "Priority", "State"];
  return table(
    head,
    tasks.map((task) => [
      task.link === null ? escaped(task.text) : linked(task.text, task.link),
      task.owner === null ? "**nobody yet**" : escaped(task.owner),
      task.due === null ? "not set" : moment(task.due, zone),
      task.priority ?? "not set",
      stateWords(task, zone),
    ]),
  );
}

function stateWords({ state, endedAt }: TaskFact, zone: string): string {
  return endedAt === null ? state : `${state} ${moment(endedAt, zone)}`;
}
