import { z } from "zod";
import { Instant } from "#domain/schema.ts";
import { Urgency } from "#domain/way.ts";
import { Mention, PolicySnapshot } from "./policy.ts";

/** Somebody or something that a page goes to. */
export const Target = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("person"),
      person: z.string(),
      /** The schedule that has nobody, where this is who stands in. */
      standsInFor: z.string().optional(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal("channel"),
      channel: z.string(),
      mention: Mention,
      /** Slack's ids of the user groups that are mentioned. */
      userGroups: z.array(z.string()).readonly().optional(),
    })
    .readonly(),
]);
export type Target = z.infer<typeof Target>;

/** Whom each level of the policy means right now, and who is called when no level has anybody. */
export type Roster = {
  readonly levels: readonly (readonly Target[])[];
  /** Everybody of each level; where they take turns, `levels` has only whose turn it is. */
  readonly present: readonly (readonly Target[])[];
  readonly fallback: readonly Target[];
  /** Of a page, unless its level says otherwise. */
  readonly urgency: Urgency;
};

const Count = z.number().int().min(0);
const Targets = z.array(Target).readonly();
const People = z.array(z.string()).readonly();

/** Where the paging for one incident stands. The policy is a copy: editing it changes nothing under way. */
export const Paging = z
  .object({
    state: z.enum(["off", "held", "paging", "acknowledged", "snoozed", "exhausted", "closed"]),
    policy: PolicySnapshot,
    /** The level paged last, from 0; while held, the one that is next. */
    level: Count,
    /** The round through all levels, from 1. */
    round: Count,
    /** Counts every time somebody is paged, so that no step is paged twice. */
    step: Count,
    nextAt: Instant.nullable(),
    /** Whom the level has paged; null when that was not noted. */
    reached: Targets.nullable().default(null),
    /** Who was paged since it began, at any level; null when that was not noted. */
    called: People.nullable().default(null),
    /** The step with which the level was first paged; null when that was not noted. */
    levelStep: Count.nullable().default(null),
    /** When the level's time to acknowledge is over. */
    levelUntil: Instant.nullable().default(null),
    /** How often the level was paged again. */
    retries: Count.default(0),
    /** Whether a newcomer was given the level's whole time already. */
    restarted: z.boolean().default(false),
    /** Of a level in which each must acknowledge: who has not, and when they are paged again. */
    unanswered: People.default([]),
    remindAt: Instant.nullable().default(null),
    /** Of such a level: who has acknowledged, in order. */
    answered: People.default([]),
    /** Until when it counts that somebody has it, and whether they were asked if that is still so. */
    ackUntil: Instant.nullable().default(null),
    asked: z.boolean().default(false),
    /** Since when the last resort is called. */
    exhaustedSince: Instant.nullable().default(null),
  })
  .readonly();
export type Paging = z.output<typeof Paging>;
export type Level = Paging["policy"]["levels"][number];

/** Whoever is paged, and how: what all events that page have in common. */
const page = {
  step: Count,
  targets: Targets,
  urgency: Urgency.default("high"),
  reason: z.string(),
};

export const PagingEvent = z.discriminatedUnion("kind", [
  /** It waits whether the alerts end by themselves. */
  z.object({ kind: z.literal("held"), until: Instant }).readonly(),
  z
    .object({ kind: z.literal("paged"), level: Count, round: Count, ...page, nextAt: Instant })
    .readonly(),
  /** The level under way once more, or somebody who has joined it. */
  z
    .object({
      kind: z.literal("paged-again"),
      ...page,
      cause: z.enum(["retry", "newcomer", "unanswered"]),
      nextAt: Instant,
    })
    .readonly(),
  z.object({ kind: z.literal("level-skipped"), level: Count, round: Count }).readonly(),
  /** A level without anybody that is given its time all the same. */
  z
    .object({ kind: z.literal("level-waits"), level: Count, round: Count, nextAt: Instant })
    .readonly(),
  z.object({ kind: z.literal("round-ended"), round: Count, nextAt: Instant }).readonly(),
  /** No next time means that this was the last call. */
  z.object({ kind: z.literal("exhausted"), ...page, nextAt: Instant.nullable() }).readonly(),
  /** Whoever has it was asked whether that is still so. */
  z.object({ kind: z.literal("asked"), ...page, until: Instant }).readonly(),
  /** Nobody was asked, because nothing fires that anybody would have to be paged for. */
  z
    .object({ kind: z.literal("acknowledgement-kept"), until: Instant, reason: z.string() })
    .readonly(),
]);
export type PagingEvent = z.output<typeof PagingEvent>;

/** Before anybody was paged. */
export function notPaging(policy: Paging["policy"]): Paging {
  return {
    state: "off",
    policy,
    level: 0,
    round: 1,
    step: 0,
    nextAt: null,
    reached: null,
    called: [],
    levelStep: null,
    levelUntil: null,
    retries: 0,
    restarted: false,
    unanswered: [],
    remindAt: null,
    answered: [],
    ackUntil: null,
    asked: false,
    exhaustedSince: null,
  };
}
