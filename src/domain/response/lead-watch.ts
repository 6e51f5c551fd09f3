import type { DateTime } from "luxon";
import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** Since when an incident of the worst kind has nobody who leads, and when that was told last. */
export const LeadWatch = z
  .object({
    since: Instant.nullable().prefault(null),
    toldAt: Instant.nullable().prefault(null),
    /** Slack's ids of the newest departures, so that none counts twice. */
    departures: z.array(z.string()).readonly().prefault([]),
  })
  .readonly()
  .prefault({});
export type LeadWatch = z.output<typeof LeadWatch>;

export const NO_WATCH: LeadWatch = { since: null, toldAt: null, departures: [] };

const MOST_DEPARTURES = 20;

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
      key: z.string().optional(),
    })
    .readonly(),
]);
export type WatchEvent = z.output<typeof WatchEvent>;

/** Somebody is no member of the incident's channel any more. */
export type WatchCommand = {
  readonly kind: "leave-channel";
  readonly by: Actor;
  readonly key: string;
};

/** The watch after a moment at which somebody leads, or nobody does. */
export function watchLead(watch: LeadWatch, isWanted: boolean, at: DateTime): LeadWatch {
  if (!isWanted) return watch.since === null ? watch : { ...watch, since: null, toldAt: null };
  return watch.since === null ? { ...watch, since: at, toldAt: null } : watch;
}

/** The watch after somebody left the channel. */
export function withDeparture(watch: LeadWatch, key: string | undefined): LeadWatch {
  if (key === undefined) return watch;
  return { ...watch, departures: [...watch.departures, key].slice(-MOST_DEPARTURES) };
}
