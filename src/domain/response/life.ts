import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";
import { Severity } from "#domain/severity.ts";

/** The moments of an incident that people may correct. */
export const MOMENTS = ["impact", "detected", "acknowledged", "mitigated", "ended"] as const;
export const Moment = z.enum(MOMENTS);
export type Moment = z.infer<typeof Moment>;

/** Why somebody resolved it who gave no reason. */
export const BY_HAND = "resolved by hand";

/** How it ended when it was no incident of its own. */
export const Ending = z.enum(["false-alarm", "duplicate"]);
export type Ending = z.infer<typeof Ending>;

/** Whether the page was worth waking somebody for. */
export const VERDICTS = ["actionable", "not-actionable", "duplicate"] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

/** What a person said about how bad it is: alerts that say no worse than what was known then do not change it. */
const SeverityChoice = z
  .object({
    by: Actor,
    /** The worst that was known when they said so. */
    known: Severity,
    /** The worst that alerts asked for since and were not given. */
    told: Severity.nullable(),
  })
  .readonly();

/** How the incident went on from its beginning to its end, beyond who has it and who is paged. */
export const Life = z
  .object({
    /** An exercise: everything happens, and it counts nowhere. */
    isDrill: z.boolean().prefault(false),
    description: z.string().prefault(""),
    /** When it was noticed, where that was not when it was opened. */
    detectedAt: Instant.nullable().prefault(null),
    /** When a person took it for the first time, whoever has it by now. */
    acknowledgedAt: Instant.nullable().prefault(null),
    /** Since when the pain has stopped. */
    mitigatedAt: Instant.nullable().prefault(null),
    mitigatedBy: Actor.nullable().prefault(null),
    /** When it was over, where that was not when somebody said so. */
    endedAt: Instant.nullable().prefault(null),
    ending: Ending.nullable().prefault(null),
    severity: SeverityChoice.nullable().prefault(null),
    /** One line about how it was resolved. */
    resolution: z.string().nullable().prefault(null),
    verdict: Verdict.nullable().prefault(null),
  })
  .readonly()
  .prefault({});
export type Life = z.output<typeof Life>;

export const NEW_LIFE: Life = {
  isDrill: false,
  description: "",
  detectedAt: null,
  acknowledgedAt: null,
  mitigatedAt: null,
  mitigatedBy: null,
  endedAt: null,
  ending: null,
  severity: null,
  resolution: null,
  verdict: null,
};

/** What an end adds, which is over with the end. */
const NO_END = {
  endedAt: null,
  ending: null,
  resolution: null,
  verdict: null,
} as const;

const NOT_MITIGATED = { mitigatedAt: null, mitigatedBy: null } as const;

export const LifeEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mitigated") }).readonly(),
  /** The pain is back, or was never gone; the reason is for people. */
  z.object({ kind: z.literal("mitigation-undone"), reason: z.string() }).readonly(),
  z
    .object({
      kind: z.literal("severity-set"),
      from: Severity,
      to: Severity,
      reason: z.string(),
    })
    .readonly(),
  /** Alerts asked for worse than what a person had decided, and it was left as it is. */
  z
    .object({ kind: z.literal("severity-kept"), asked: Severity, severity: Severity, for: Actor })
    .readonly(),
  z
    .object({
      kind: z.literal("time-corrected"),
      moment: Moment,
      from: Instant.nullable(),
      to: Instant,
      reason: z.string(),
    })
    .readonly(),
  z.object({ kind: z.literal("resolution-told"), text: z.string() }).readonly(),
  z.object({ kind: z.literal("verdict-given"), verdict: Verdict }).readonly(),
]);
export type LifeEvent = z.output<typeof LifeEvent>;

export type LifeCommand =
  | { readonly kind: "mark-mitigated"; readonly by: Actor }
  | { readonly kind: "undo-mitigated"; readonly by: Actor; readonly reason: string }
  | {
      readonly kind: "correct-times";
      readonly by: Actor;
      readonly times: ReadonlyMap<Moment, DateTime>;
      readonly reason: string;
    }
  | { readonly kind: "tell-resolution"; readonly by: Actor; readonly text: string }
  | { readonly kind: "give-verdict"; readonly by: Actor; readonly verdict: Verdict };

/** The first person who took it is remembered, whoever has it later. */
export function takenFirst(life: Life, by: Actor, at: DateTime): Life {
  if (life.acknowledgedAt !== null || by.kind !== "person") return life;
  return { ...life, acknowledgedAt: at };
}

export function mitigated(life: Life, by: Actor, at: DateTime): Life {
  return { ...life, mitigatedAt: at, mitigatedBy: by };
}

export function notMitigated(life: Life): Life {
  return { ...life, ...NOT_MITIGATED };
}

/** It goes on: what was said about its end does not hold any more. */
export function openAgain(life: Life): Life {
  return { ...life, ...NOT_MITIGATED, ...NO_END };
}
