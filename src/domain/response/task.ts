import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** A task is for now; a follow-up is for when it is over. */
export const TaskKind = z.enum(["task", "followup"]);
export type TaskKind = z.infer<typeof TaskKind>;

/** P0 comes before everything else. */
export const Priority = z.enum(["P0", "P1", "P2"]);
export type Priority = z.infer<typeof Priority>;

const TaskNumber = z.number().int().positive();

/** What somebody says is to be done. */
const told = {
  type: TaskKind,
  text: z.string(),
  owner: Actor.nullable(),
  due: Instant.nullable(),
  priority: Priority.nullable().prefault(null),
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
    remindedAt: Instant.nullable().prefault(null),
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
      /** Who heard it besides. */
      also: Actor.nullable().prefault(null),
    })
    .readonly(),
  z.object({ kind: z.literal("task-snoozed"), ...ofTask, until: Instant }).readonly(),
]);
export type TaskEvent = z.output<typeof TaskEvent>;

/** What somebody says is to be done. */
export type ToldTask = {
  readonly type: TaskKind;
  readonly text: string;
  readonly owner: Actor | null;
  readonly due: DateTime | null;
  readonly priority: Priority | null;
};

export type TaskCommand =
  | ({
      readonly kind: "add-task";
      readonly by: Actor;
      readonly key: string;
      readonly link: string | null;
    } & Omit<ToldTask, "priority"> &
      Partial<Pick<ToldTask, "priority">>)
  /** What is left out stays as it is. */
  | ({
      readonly kind: "change-task";
      readonly by: Actor;
      readonly number: number;
    } & Partial<ToldTask>)
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

/** What is never left to lists alone: the postmortem, and repairs that come before everything else. */
export function isChased({
  type,
  key,
  priority,
}: Pick<Task, "type" | "key" | "priority">): boolean {
  return key === POSTMORTEM_KEY || (type === "followup" && priority === "P0");
}
