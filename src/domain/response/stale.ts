import type { DateTime, Duration } from "luxon";
import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** Since when nothing was heard of alerts that are said to fire; null while all of them are heard of. */
export const StaleSince = Instant.nullable().prefault(null);

/** What is noticed when a sender says no more of an alert. */
export const StaleEvent = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("alerts-stale"), count: z.number().int(), heardAt: Instant })
    .readonly(),
  z.object({ kind: z.literal("alerts-heard") }).readonly(),
]);
export type StaleEvent = z.output<typeof StaleEvent>;

/** How many alerts nothing is heard of, and since when; null when there is none. */
export type StaleCommand = {
  readonly kind: "look-at-alerts";
  readonly by: Actor;
  readonly stale: { readonly count: number; readonly heardAt: DateTime } | null;
};

const GRACE = { minutes: 10 };

/**
 * What was heard of last before that moment is stale; null when we have listened for too short a time to say so.
 * Whoever sends alerts repeats those that fire: one repetition may be lost on the way, two are not.
 */
export function staleBefore(
  repeatInterval: Duration,
  { watchedSince, now }: { readonly watchedSince: DateTime; readonly now: DateTime },
): DateTime | null {
  const once = now.minus(repeatInterval).minus(GRACE);
  return watchedSince > once ? null : once.minus(repeatInterval);
}
