import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** A task is for now; a follow-up is for when it is over. */
export const TaskKind = z.enum(["task", "followup"]);
export type TaskKind = z.infer<typeof TaskKind>;

const TaskNumber = z.number().int().positive();

/** What somebody says is to be done. */
const told = {
  type: TaskKind,
  text: z.string(),
  owner: Actor.nullable(),
  due: Instant.nullable(),
};

const Task = z
  .object({
    /** Counts from 1 within the incident. */
    number: TaskNumber,
    ...told,
    /** Names what added it, so that the same twice adds once. */
    key: z.string(),
    state: z.enum(["open", "done", "dropped"]),
    addedAt: Instant,
    addedBy: Actor,
    endedAt: Instant.nullable(),
    endedBy: Actor.nullable(),
    /** The message that it was made of. */
    link: z.string().nullable(),
    /** How its owner was last reminded of the present due time. */
    reminded: z.enum(["due", "overdue"]).nullable(),
    /** When they want to be reminded again; null when they did not say. */
    snoozedUntil: Instant.nullable(),
  })
  .readonly();
export type Task = z.output<typeof Task>;

export const Tasks = z.array(Task).readonly().prefault([]);
export type Tasks = z.output<typeof Tasks>;

/** The key of the follow-up that a policy asks for. */
export const POSTMORTEM_KEY = "postmortem";

const ofTask = { number: TaskNumber, type: TaskKind, text: z.string() };

export const TaskEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("task-added"),
      number: TaskNumber,
      ...told,
      key: z.string(),
      link: z.string().nullable(),
    })
    .readonly(),
  /** As it is from now on, and who owned it before. */
  z
    .object({
      kind: z.literal("task-changed"),
      number: TaskNumber,
      ...told,
      before: Actor.nullable(),
    })
    .readonly(),
  z.object({ kind: z.literal("task-done"), ...ofTask }).readonly(),
  z.object({ kind: z.literal("task-dropped"), ...ofTask }).readonly(),
  z.object({ kind: z.literal("task-reopened"), ...ofTask }).readonly(),
  /** Its owner was reminded. */
  z
    .object({
      kind: z.literal("task-reminded"),
      ...ofTask,
      owner: Actor,
      stage: z.enum(["due", "overdue"]),
    })
    .readonly(),
  z.object({ kind: z.literal("task-snoozed"), ...ofTask, until: Instant }).readonly(),
]);
export type TaskEvent = z.output<typeof TaskEvent>;

type Told = {
  readonly type: TaskKind;
  readonly text: string;
  readonly owner: Actor | null;
  readonly due: DateTime | null;
};

export type TaskCommand =
  | ({
      readonly kind: "add-task";
      readonly by: Actor;
      readonly key: string;
      readonly link: string | null;
    } & Told)
  /** What is left out stays as it is. */
  | ({
      readonly kind: "change-task";
      readonly by: Actor;
      readonly number: number;
    } & Partial<Told>)
  | {
      readonly kind: "finish-task" | "drop-task" | "reopen-task";
      readonly by: Actor;
      readonly number: number;
    }
  | {
      readonly kind: "snooze-task";
      readonly by: Actor;
      readonly number: number;
      readonly until: DateTime;
    };

const MOST_TASKS = 100;

/** What becomes of the command, or in words why nothing does. */
export function decideTask(tasks: Tasks, command: TaskCommand, now: DateTime): TaskEvent | string {
  if (command.kind === "add-task") return add(tasks, command);
  const task = tasks.find(({ number }) => number === command.number);
  if (task === undefined) return "there is no such task";
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
  const { key, link, type, text, owner, due } = command;
  if (tasks.some((task) => task.key === key)) return "it was added already";
  if (tasks.length >= MOST_TASKS) return `there are ${tasks.length} of them already`;
  return { kind: "task-added", number: tasks.length + 1, type, text, owner, due, key, link };
}

function changed(
  task: Task,
  command: Extract<TaskCommand, { readonly kind: "change-task" }>,
): TaskEvent | string {
  if (task.state !== "open") return endedWords(task);
  const { type = task.type, text = task.text, owner = task.owner, due = task.due } = command;
  const wanted = { type, text, owner, due };
  if (isSame(wanted, task)) return "it says so already";
  return { kind: "task-changed", number: task.number, ...wanted, before: task.owner };
}

function isSame(one: Told, other: Told): boolean {
  return (
    one.type === other.type &&
    one.text === other.text &&
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

export function evolveTasks(
  tasks: Tasks,
  { at, by, event }: { readonly at: DateTime; readonly by: Actor; readonly event: TaskEvent },
): Tasks {
  if (event.kind === "task-added") {
    const { kind: _, ...fresh } = event;
    const began = {
      state: "open",
      addedAt: at,
      addedBy: by,
      endedAt: null,
      endedBy: null,
    } as const;
    return [...tasks, { ...fresh, ...began, reminded: null, snoozedUntil: null }];
  }
  return tasks.map((task) => {
    return task.number === event.number ? { ...task, ...changeBy(task, { at, by, event }) } : task;
  });
}

function changeBy(
  task: Task,
  {
    at,
    by,
    event,
  }: {
    readonly at: DateTime;
    readonly by: Actor;
    readonly event: Exclude<TaskEvent, { readonly kind: "task-added" }>;
  },
): Partial<Task> {
  switch (event.kind) {
    case "task-changed": {
      const { type, text, owner, due } = event;
      const isPutOff = due?.toMillis() !== task.due?.toMillis();
      const anew = isPutOff ? { reminded: null, snoozedUntil: null } : {};
      return { type, text, owner, due, ...anew };
    }
    case "task-done":
      return { state: "done", endedAt: at, endedBy: by };
    case "task-dropped":
      return { state: "dropped", endedAt: at, endedBy: by };
    case "task-reopened":
      return { state: "open", endedAt: null, endedBy: null };
    case "task-reminded":
      return { reminded: event.stage, snoozedUntil: null };
    case "task-snoozed":
      return { snoozedUntil: event.until };
  }
}

/** A day after it was due its owner is asked once more, then it is left to the lists. */
const OVERDUE_AFTER = { days: 1 };

/** When the owner of a task is reminded next; null when they are not. */
export function nextOfTask(
  task: Task,
): { readonly at: DateTime; readonly event: TaskEvent } | null {
  const { number, type, text, owner, due, state, reminded, snoozedUntil } = task;
  if (state !== "open" || owner === null) return null;
  const at = snoozedUntil ?? reminderAt(due, reminded);
  if (at === null) return null;
  const stage = due !== null && at > due ? "overdue" : "due";
  return { at, event: { kind: "task-reminded", number, type, text, owner, stage } };
}

function reminderAt(due: DateTime | null, reminded: Task["reminded"]): DateTime | null {
  if (due === null || reminded === "overdue") return null;
  return reminded === null ? due : due.plus(OVERDUE_AFTER);
}
