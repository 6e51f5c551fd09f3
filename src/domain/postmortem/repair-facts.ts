import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { MitigationOutcome, MitigationStep } from "#domain/response/mitigation.ts";
import { POSTMORTEM_KEY, type Priority, type Task, type TaskKind } from "#domain/response/task.ts";

/** Something that was tried, or could have been. */
export type StepFact = {
  readonly number: number;
  readonly text: string;
  readonly state: "open" | "running" | "finished" | "skipped";
  readonly outcome: MitigationOutcome | null;
  readonly note: string;
  readonly startedAt: DateTime | null;
  readonly endedAt: DateTime | null;
  readonly by: string | null;
};

/** Something that was or is to be done. */
export type TaskFact = {
  readonly number: number;
  readonly text: string;
  readonly owner: string | null;
  readonly due: DateTime | null;
  readonly priority: Priority | null;
  readonly state: "open" | "done" | "dropped";
  readonly endedAt: DateTime | null;
  readonly link: string | null;
};

type NameOf = (actor: Actor) => string;

export function stepFacts(steps: readonly MitigationStep[], nameOf: NameOf): readonly StepFact[] {
  return steps.map(({ number, text, state, outcome, note, startedAt, endedAt, ...step }) => {
    const actor = step.startedBy ?? step.endedBy;
    const by = actor === null ? null : nameOf(actor);
    return { number, text, state, outcome, note, startedAt, endedAt, by };
  });
}

/** What is to be done; that this document is to be written is no repair. */
export function taskFacts(
  tasks: readonly Task[],
  kind: TaskKind,
  nameOf: NameOf,
): readonly TaskFact[] {
  return tasks
    .filter(({ type, key }) => type === kind && key !== POSTMORTEM_KEY)
    .map(({ number, text, owner, due, priority, state, endedAt, link }) => {
      const whose = owner === null ? null : nameOf(owner);
      return { number, text, owner: whose, due, priority, state, endedAt, link };
    });
}
