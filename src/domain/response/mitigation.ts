import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** What became of what was tried. */
export const MitigationOutcome = z.enum(["better", "no-change", "worse", "reverted"]);
export type MitigationOutcome = z.infer<typeof MitigationOutcome>;

const StepNumber = z.number().int().positive();
const planned = { text: z.string(), detail: z.string() };

/** Something that may stop the pain. */
const MitigationStep = z
  .object({
    /** Counts from 1 within the incident. */
    number: StepNumber,
    ...planned,
    /** Names what added it, so that the same twice adds once; null for what the runbook lists. */
    key: z.string().nullable(),
    state: z.enum(["open", "running", "finished", "skipped"]),
    startedAt: Instant.nullable(),
    startedBy: Actor.nullable(),
    endedAt: Instant.nullable(),
    endedBy: Actor.nullable(),
    outcome: MitigationOutcome.nullable(),
    note: z.string(),
  })
  .readonly();
export type MitigationStep = z.output<typeof MitigationStep>;

/** What is and was done to stop the pain. */
export const Mitigation = z
  .object({
    /** The runbook from which steps were taken, as it is called; null before that, or when there was none. */
    runbook: z.string().nullable().prefault(null),
    steps: z.array(MitigationStep).readonly().prefault([]),
  })
  .readonly()
  .prefault({});
export type Mitigation = z.output<typeof Mitigation>;

export const NO_MITIGATION: Mitigation = { runbook: null, steps: [] };

const ofStep = { number: StepNumber, text: z.string() };

export const MitigationEvent = z.discriminatedUnion("kind", [
  /** What the runbook lists became steps; they stay as they are, whatever becomes of the runbook. */
  z
    .object({
      kind: z.literal("mitigation-planned"),
      runbook: z.string(),
      steps: z.array(z.object(planned).readonly()).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal("mitigation-added"), ...ofStep, key: z.string() }).readonly(),
  z.object({ kind: z.literal("mitigation-started"), ...ofStep }).readonly(),
  z
    .object({
      kind: z.literal("mitigation-finished"),
      ...ofStep,
      outcome: MitigationOutcome,
      note: z.string(),
    })
    .readonly(),
  z.object({ kind: z.literal("mitigation-skipped"), ...ofStep, note: z.string() }).readonly(),
]);
export type MitigationEvent = z.output<typeof MitigationEvent>;

export type MitigationCommand =
  | {
      readonly kind: "plan-mitigation";
      readonly runbook: string;
      readonly steps: readonly { readonly text: string; readonly detail: string }[];
    }
  | {
      readonly kind: "add-mitigation";
      readonly by: Actor;
      readonly key: string;
      readonly text: string;
      /** Whether whoever adds it does it now. */
      readonly starts: boolean;
    }
  | { readonly kind: "start-mitigation"; readonly by: Actor; readonly number: number }
  | {
      readonly kind: "finish-mitigation";
      readonly by: Actor;
      readonly number: number;
      readonly outcome: MitigationOutcome;
      readonly note: string;
      /** Said of a step that had ended before, by somebody who saw that. */
      readonly revises: boolean;
    }
  | {
      readonly kind: "skip-mitigation";
      readonly by: Actor;
      readonly number: number;
      readonly note: string;
    };

/** More than this nobody reads while it hurts. */
const MOST_STEPS = 40;

/** What becomes of the command, or in words why nothing does. */
export function decideMitigation(
  { runbook, steps }: Mitigation,
  command: MitigationCommand,
): readonly MitigationEvent[] | string {
  switch (command.kind) {
    case "plan-mitigation":
      if (runbook !== null) return "it was planned before";
      return [{ kind: "mitigation-planned", runbook: command.runbook, steps: command.steps }];
    case "add-mitigation":
      return add(steps, command);
    case "start-mitigation":
    case "finish-mitigation":
    case "skip-mitigation": {
      const step = steps.find(({ number }) => number === command.number);
      return step === undefined ? "there is no such step" : change(step, command);
    }
  }
}

function add(
  steps: Mitigation["steps"],
  { key, text, starts }: Extract<MitigationCommand, { readonly kind: "add-mitigation" }>,
): readonly MitigationEvent[] | string {
  if (steps.some((step) => step.key === key)) return "it was added already";
  if (steps.length >= MOST_STEPS) return `there are ${steps.length} steps already`;
  const number = steps.length + 1;
  const added = { kind: "mitigation-added", number, text, key } as const;
  return starts ? [added, { kind: "mitigation-started", number, text }] : [added];
}

function change(
  { number, text, state, outcome }: MitigationStep,
  command: Exclude<MitigationCommand, { readonly kind: "plan-mitigation" | "add-mitigation" }>,
): readonly MitigationEvent[] | string {
  switch (command.kind) {
    case "start-mitigation":
      if (state === "running") return "it is under way already";
      return [{ kind: "mitigation-started", number, text }];
    case "finish-mitigation": {
      const isOver = state === "finished" && (!command.revises || command.outcome === outcome);
      if (isOver) return "it was finished before";
      const { outcome: now, note } = command;
      return [{ kind: "mitigation-finished", number, text, outcome: now, note }];
    }
    case "skip-mitigation":
      if (state === "running") return "it is under way";
      if (state !== "open") return "it was done or skipped before";
      return [{ kind: "mitigation-skipped", number, text, note: command.note }];
  }
}

export function evolveMitigation(
  mitigation: Mitigation,
  entry: { readonly at: DateTime; readonly by: Actor; readonly event: MitigationEvent },
): Mitigation {
  const { at, by, event } = entry;
  switch (event.kind) {
    case "mitigation-planned": {
      const before = mitigation.steps.length;
      const steps = event.steps.map((step, index) =>
        fresh(before + index + 1, { ...step, key: null }),
      );
      return { runbook: event.runbook, steps: [...mitigation.steps, ...steps] };
    }
    case "mitigation-added": {
      const { number, text, key } = event;
      return {
        ...mitigation,
        steps: [...mitigation.steps, fresh(number, { text, detail: "", key })],
      };
    }
    case "mitigation-started": {
      const begun = { state: "running", startedAt: at, startedBy: by } as const;
      const ended = { endedAt: null, endedBy: null, outcome: null };
      return withStep(mitigation, event.number, (step) => ({ ...step, ...begun, ...ended }));
    }
    case "mitigation-finished": {
      const { outcome, note } = event;
      return withStep(mitigation, event.number, (step) => {
        const ended = { state: "finished", endedAt: at, endedBy: by, outcome, note } as const;
        return {
          ...step,
          startedAt: step.startedAt ?? at,
          startedBy: step.startedBy ?? by,
          ...ended,
        };
      });
    }
    case "mitigation-skipped": {
      const ended = { state: "skipped", endedAt: at, endedBy: by, note: event.note } as const;
      return withStep(mitigation, event.number, (step) => ({ ...step, ...ended }));
    }
  }
}

/** The step that helped, when nothing was tried after it; null when none did. */
export function helpingStep({ steps }: Mitigation): MitigationStep | null {
  if (steps.some(({ state }) => state === "running")) return null;
  const [last] = steps
    .filter(({ state }) => state === "finished")
    .toSorted((a, b) => (b.endedAt?.toMillis() ?? 0) - (a.endedAt?.toMillis() ?? 0));
  return last?.outcome === "better" ? last : null;
}

function fresh(
  number: number,
  { text, detail, key }: Pick<MitigationStep, "text" | "detail" | "key">,
): MitigationStep {
  const nobody = { startedAt: null, startedBy: null, endedAt: null, endedBy: null };
  return { number, text, detail, key, state: "open", ...nobody, outcome: null, note: "" };
}

function withStep(
  mitigation: Mitigation,
  number: number,
  how: (step: MitigationStep) => MitigationStep,
): Mitigation {
  const steps = mitigation.steps.map((step) => (step.number === number ? how(step) : step));
  return { ...mitigation, steps };
}
