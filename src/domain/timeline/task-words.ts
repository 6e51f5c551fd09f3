import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Priority, TaskEvent, TaskKind } from "#domain/response/task.ts";
import { actorName, doer, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const TEXT_LENGTH = 300;

const KINDS: Readonly<Record<TaskKind, string>> = { task: "task", followup: "follow-up" };

/** What is to be done, by whom, and what became of it. */
export const TASK_WORDS: WordsOf<TaskEvent> = {
  "task-added": (event, pen, by) =>
    `${doer(by, pen)} added ${taskWords(event, pen)}${termsWords(event, pen)}.`,
  "task-changed": (event, pen, by) =>
    `${doer(by, pen)} changed ${taskWords(event, pen)}${termsWords(event, pen)}.`,
  "task-done": (event, pen, by) => `${doer(by, pen)} finished ${taskWords(event, pen)}.`,
  "task-dropped": (event, pen, by) => `${doer(by, pen)} dropped ${taskWords(event, pen)}.`,
  "task-reopened": (event, pen, by) => `${doer(by, pen)} opened ${taskWords(event, pen)} again.`,
  "task-reminded": ({ owner, stage, also, ...event }, pen) => {
    const who = also === null ? "" : ` and ${actorName(also, pen)}`;
    const were = also === null ? "was" : "were";
    return `${actorName(owner, pen)}${who} ${were} reminded of ${taskWords(event, pen)}, which is ${stage}.`;
  },
  "task-snoozed": ({ until, ...event }, pen, by) =>
    `${doer(by, pen)} is reminded of ${taskWords(event, pen)} again at ${pen.moment(until)}.`,
};

function taskWords(
  { type, number, text }: Pick<TaskEvent, "type" | "number" | "text">,
  pen: TimelinePen,
): string {
  return `${KINDS[type]} ${number} “${pen.text(text, TEXT_LENGTH)}”`;
}

function termsWords(
  {
    owner,
    due,
    priority,
  }: {
    readonly owner: Actor | null;
    readonly due: DateTime | null;
    readonly priority: Priority | null;
  },
  pen: TimelinePen,
): string {
  const whose = owner === null ? "" : ` for ${actorName(owner, pen)}`;
  const how = priority === null ? "" : ` of priority ${priority}`;
  return `${how}${whose}${due === null ? "" : `, due ${pen.moment(due)}`}`;
}
