import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor, isSameActor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** What others are told of an incident, in the three sentences that they ask for. */
const told = { known: z.string(), impact: z.string(), doing: z.string() };

const Update = z
  .object({
    ...told,
    key: z.string(),
    at: Instant,
    by: Actor,
    /** When the next one was promised; null when none was. */
    nextAt: Instant.nullable(),
  })
  .readonly();
export type Update = z.output<typeof Update>;

/** What others were told so far, who follows, and when somebody is to be reminded of the next. */
export const Updates = z
  .object({
    last: Update.nullable().prefault(null),
    /** Of every form that was sent, so that none counts twice. */
    keys: z.array(z.string()).readonly().prefault([]),
    followers: z.array(Actor).readonly().prefault([]),
    nudgedAt: Instant.nullable().prefault(null),
    /** Until then nobody is reminded. */
    putOffUntil: Instant.nullable().prefault(null),
    /** Nobody is reminded before the next update. */
    isStopped: z.boolean().prefault(false),
  })
  .readonly()
  .prefault({});
export type Updates = z.output<typeof Updates>;

export const NO_UPDATES: Updates = {
  last: null,
  keys: [],
  followers: [],
  nudgedAt: null,
  putOffUntil: null,
  isStopped: false,
};

export const UpdateEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("update-posted"),
      ...told,
      key: z.string(),
      nextAt: Instant.nullable(),
      /** Whether everybody who is in the channel is called. */
      calls: z.boolean(),
    })
    .readonly(),
  /** Somebody was reminded that others wait for an update. */
  z.object({ kind: z.literal("update-due"), to: Actor }).readonly(),
  /** Until when nobody is reminded; null until the next update. */
  z.object({ kind: z.literal("update-put-off"), until: Instant.nullable() }).readonly(),
  z.object({ kind: z.literal("followed") }).readonly(),
  z.object({ kind: z.literal("unfollowed") }).readonly(),
]);
export type UpdateEvent = z.output<typeof UpdateEvent>;

export type UpdateCommand =
  | {
      readonly kind: "post-update";
      readonly by: Actor;
      readonly key: string;
      readonly known: string;
      readonly impact: string;
      readonly doing: string;
      readonly nextAt: DateTime | null;
      readonly calls: boolean;
    }
  | { readonly kind: "put-off-update"; readonly by: Actor; readonly until: DateTime | null }
  | { readonly kind: "follow"; readonly by: Actor }
  | { readonly kind: "unfollow"; readonly by: Actor };

/** What becomes of the command: an event, or in words why nothing does. */
export function decideUpdate(
  updates: Updates,
  { by, ...command }: UpdateCommand,
): UpdateEvent | string {
  const follows = updates.followers.some((one) => isSameActor(one, by));
  switch (command.kind) {
    case "post-update":
      if (updates.keys.includes(command.key)) return "this update was posted already";
      return { ...command, kind: "update-posted" };
    case "put-off-update":
      if (!isNudged(updates)) return "no reminder waits";
      return { kind: "update-put-off", until: command.until };
    case "follow":
      return follows ? "you follow it already" : { kind: "followed" };
    case "unfollow":
      return follows ? { kind: "unfollowed" } : "you do not follow it";
  }
}

/** Somebody was reminded, and neither wrote since nor put it off: an old message is answered no more. */
export function isNudged({ nudgedAt, putOffUntil, isStopped }: Updates): boolean {
  return nudgedAt !== null && putOffUntil === null && !isStopped;
}

export function evolveUpdates(
  updates: Updates,
  { at, by, event }: { readonly at: DateTime; readonly by: Actor; readonly event: UpdateEvent },
): Updates {
  switch (event.kind) {
    case "update-posted": {
      const { key, known, impact, doing, nextAt } = event;
      const { followers, keys } = updates;
      const last = { key, known, impact, doing, nextAt, at, by };
      return { ...NO_UPDATES, followers, keys: [...keys, key], last };
    }
    case "update-due":
      return { ...updates, nudgedAt: at, putOffUntil: null };
    case "update-put-off":
      return { ...updates, putOffUntil: event.until, isStopped: event.until === null };
    case "followed":
      return { ...updates, followers: [...updates.followers, by] };
    case "unfollowed":
      return { ...updates, followers: updates.followers.filter((one) => !isSameActor(one, by)) };
  }
}
