import type { Task, TaskKind } from "#domain/response/task.ts";
import { actorWords } from "./incident-words.ts";
import { link, type Pen } from "./mrkdwn.ts";

const TEXT_LENGTH = 200;

export const TASK_KINDS: Readonly<Record<TaskKind, string>> = {
  task: "Task",
  followup: "Follow-up",
};

/** A task in one line: what, who, until when, and whether it is done. */
export function taskLine(task: Task, pen: Pen): string {
  const { number, text, state, owner, due, endedBy, priority } = task;
  const name = `${number}. ${pen.text(text, TEXT_LENGTH)}`;
  const by = endedBy === null ? "" : ` by ${actorWords(endedBy, pen)}`;
  if (state === "done") return `:white_check_mark: ${name} · done${by}`;
  if (state === "dropped") return `:heavy_minus_sign: ${name} · dropped${by}`;
  return [
    ...(priority === null ? [name] : [`${name} · *${priority}*`]),
    owner === null ? "nobody's yet" : actorWords(owner, pen),
    ...(due === null ? [] : [`due ${pen.moment(due)}`]),
  ].join(" · ");
}

/** The way to the message that a task was made of; empty when it was made of none. */
export function sourceLink({ link: url }: Task): string {
  return url === null ? "" : link(url, "the message");
}

/** What is due first, then what has no time; what has ended comes last. */
export function dueFirst(a: Task, b: Task): number {
  return rank(a) - rank(b) || a.number - b.number;
}

function rank({ state, due }: Task): number {
  if (state !== "open") return Number.MAX_SAFE_INTEGER;
  return due === null ? Number.MAX_SAFE_INTEGER - 1 : due.toMillis();
}
