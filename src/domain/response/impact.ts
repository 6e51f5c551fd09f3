import type { DateTime } from "luxon";
import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";
import { Severity } from "#domain/severity.ts";

/** When it hurt, as far as people gave it; the rest is looked for in the metric. */
export const Impact = z
  .object({
    start: Instant.nullable().prefault(null),
    end: Instant.nullable().prefault(null),
    /** When the alerts said that it began, so that it can be looked for again. */
    noted: Instant.nullable().prefault(null),
    /** What was measured before is measured again. */
    changedAt: Instant.nullable().prefault(null),
    /** The worst severity that the burn was told to be worth. */
    suggested: Severity.nullable().prefault(null),
  })
  .readonly()
  .prefault({});
export type Impact = z.output<typeof Impact>;

export const IMPACT_TO_FIND: Impact = {
  start: null,
  end: null,
  noted: null,
  changedAt: null,
  suggested: null,
};

/** A share of failures for some time, as people know it from elsewhere. */
const GivenShare = z
  .object({ objective: z.string(), percent: z.number(), minutes: z.number(), reason: z.string() })
  .readonly();
type GivenShare = z.output<typeof GivenShare>;

export const ImpactEvent = z.discriminatedUnion("kind", [
  /** As a whole: what is null is left to the metric. */
  z
    .object({
      kind: z.literal("impact-given"),
      start: Instant.nullable(),
      end: Instant.nullable(),
      reason: z.string(),
    })
    .readonly(),
  z.object({ kind: z.literal("impact-left-to-metric"), reason: z.string() }).readonly(),
  /** What the incident used of a budget, by hand. */
  z
    .object({ kind: z.literal("share-given"), share: z.number(), ...GivenShare.unwrap().shape })
    .readonly(),
  z
    .object({ kind: z.literal("share-withdrawn"), objective: z.string(), reason: z.string() })
    .readonly(),
  /** The error budget says that it is worse than people do; they decide. */
  z
    .object({ kind: z.literal("severity-suggested"), severity: Severity, reason: z.string() })
    .readonly(),
]);
export type ImpactEvent = z.output<typeof ImpactEvent>;

export type ImpactCommand =
  | {
      readonly kind: "give-impact";
      readonly by: Actor;
      readonly start: DateTime | null;
      readonly end: DateTime | null;
      readonly reason: string;
    }
  | { readonly kind: "leave-impact-to-metric"; readonly by: Actor; readonly reason: string }
  /** With what that is of the budget. */
  | ({ readonly kind: "give-share"; readonly by: Actor; readonly share: number } & GivenShare)
  | {
      readonly kind: "withdraw-share";
      readonly by: Actor;
      readonly objective: string;
      readonly reason: string;
    }
  | {
      readonly kind: "suggest-severity";
      readonly by: Actor;
      readonly severity: Severity;
      readonly reason: string;
    };

/** The impact after its start was given, by whatever form. */
export function startGiven(
  impact: Impact,
  start: DateTime,
  { noted, at }: { readonly noted: DateTime; readonly at: DateTime },
): Impact {
  return { ...impact, start, noted: impact.noted ?? noted, changedAt: at };
}

/** It hurts again: when it ended is open. */
export function endOpen(impact: Impact, at: DateTime): Impact {
  return impact.end === null ? impact : { ...impact, end: null, changedAt: at };
}
