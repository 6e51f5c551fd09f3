import type { DateTime } from "luxon";
import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** Since when an incident of the worst kind has nobody who leads, and when that was told last. */
export const LeadWatch = z
  .object({
    since: Instant.nullable().prefault(null),
    toldAt: Instant.nullable().prefault(null),
  })
  .readonly()
  .prefault({});
export type LeadWatch = z.output<typeof LeadWatch>;

export const NO_WATCH: LeadWatch = { since: null, toldAt: null };

/** What happens about roles without anybody's asking for it. */
export const WatchEvent = z.discriminatedUnion("kind", [
  /** It was told that nobody leads. */
  z.object({ kind: z.literal("lead-missed") }).readonly(),
  /** Somebody left the incident's channel and keeps these roles, or has the incident. */
  z
    .object({
      kind: z.literal("left-channel"),
      roles: z.array(z.string()).readonly(),
      has: z.boolean(),
    })
    .readonly(),
]);
export type WatchEvent = z.output<typeof WatchEvent>;

/** Somebody is no member of the incident's channel any more. */
export type WatchCommand = { readonly kind: "leave-channel"; readonly by: Actor };

/** The watch after a moment at which somebody leads, or nobody does. */
export function watchLead(watch: LeadWatch, isWanted: boolean, at: DateTime): LeadWatch {
  if (!isWanted) return watch.since === null ? watch : NO_WATCH;
  return watch.since === null ? { since: at, toldAt: null } : watch;
}
