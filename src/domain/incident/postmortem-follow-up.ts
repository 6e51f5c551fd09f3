import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { isOwed, type Owing } from "#domain/response/postmortem.ts";
import { POSTMORTEM_KEY, type Task, type TaskEvent } from "#domain/response/task.ts";
import type { Incident } from "./incident.ts";
import { leadOf } from "./leading.ts";

const WRITE_IT = "Write the postmortem";
const AT_ONCE = { days: 1 };

/** Who writes the postmortem, and until when, stands in this follow-up. */
export function postmortemTask({ tasks }: Pick<Incident, "tasks">): Task | undefined {
  return tasks.find(({ key }) => key === POSTMORTEM_KEY);
}

/**
 * What its follow-up needs to say what the verdict says: it is made or opened again when somebody has to write the
 * postmortem, and dropped when a correction says that nobody has to and nobody has begun.
 */
export function followUpOwed(
  incident: Incident,
  { rules, onCall }: Owing,
  now: DateTime,
): readonly TaskEvent[] {
  const { postmortem, tasks, resolvedAt } = incident;
  const task = postmortemTask(incident);
  if (!isOwed(postmortem)) return isNeedless(incident) ? dropped(task) : [];
  // It is there already.
  if (postmortem.stage === "published") return [];
  if (task !== undefined) return task.state === "dropped" ? [of(task, "task-reopened")] : [];
  if (resolvedAt === null) return [];
  const added = {
    kind: "task-added",
    number: tasks.length + 1,
    type: "followup",
    text: WRITE_IT,
    owner: writerOf(incident, onCall),
    due: knownFrom(resolvedAt, now).plus(rules.dueAfter),
    priority: null,
    key: POSTMORTEM_KEY,
    link: null,
  } as const;
  return [added];
}

/** Who hears days after the end that it is needed has as long as everybody else. */
function knownFrom(resolvedAt: DateTime, now: DateTime): DateTime {
  return now > resolvedAt.plus(AT_ONCE) ? now : resolvedAt;
}

/** Nobody has to write it any more. */
export function followUpWaived(incident: Incident): readonly TaskEvent[] {
  return dropped(postmortemTask(incident));
}

/** It is published. */
export function followUpDone(incident: Incident): readonly TaskEvent[] {
  const task = postmortemTask(incident);
  return task?.state === "open" ? [of(task, "task-done")] : [];
}

/** It is to be written on. */
export function followUpAgain(incident: Incident): readonly TaskEvent[] {
  const task = postmortemTask(incident);
  return task?.state === "done" ? [of(task, "task-reopened")] : [];
}

/** What people have begun to write is not taken from them, unless it goes on as another incident's. */
function isNeedless({ status, postmortem: { verdict, stage } }: Incident): boolean {
  return verdict?.kind === "not-required" && (stage === "none" || status === "merged");
}

function dropped(task: Task | undefined): readonly TaskEvent[] {
  return task?.state === "open" ? [of(task, "task-dropped")] : [];
}

function of<Kind extends "task-done" | "task-dropped" | "task-reopened">(
  { number, type, text }: Task,
  kind: Kind,
): { readonly kind: Kind } & Pick<Task, "number" | "type" | "text"> {
  return { kind, number, type, text };
}

/** Whose it is: who led it, else who had it, else who is on call. */
export function writerOf(incident: Incident, onCall: Actor | null): Actor | null {
  const { acknowledgedBy } = incident;
  const had = acknowledgedBy?.kind === "person" ? acknowledgedBy : null;
  return leadOf(incident) ?? had ?? onCall;
}
