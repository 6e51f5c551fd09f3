import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Task, TaskEvent, Tasks } from "./task.ts";

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
    return [...tasks, { ...fresh, ...began, reminded: null, remindedAt: null, snoozedUntil: null }];
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
      const { type, text, owner, due, priority } = event;
      const isPutOff = due?.toMillis() !== task.due?.toMillis();
      const anew = isPutOff ? { reminded: null, remindedAt: null, snoozedUntil: null } : {};
      return { type, text, owner, due, priority, ...anew };
    }
    case "task-done":
      return { state: "done", endedAt: at, endedBy: by };
    case "task-dropped":
      return { state: "dropped", endedAt: at, endedBy: by };
    case "task-reopened":
      return { state: "open", endedAt: null, endedBy: null };
    case "task-reminded":
      return { reminded: event.stage, remindedAt: at, snoozedUntil: null };
    case "task-snoozed":
      return { snoozedUntil: event.until };
  }
}
