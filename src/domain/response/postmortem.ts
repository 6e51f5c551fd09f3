import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import type { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import { Instant } from "#domain/schema.ts";

/** What makes a postmortem needed. */
export const PostmortemCause = z.enum(["severity", "share", "exhausted", "repeated", "asked"]);
export type PostmortemCause = z.infer<typeof PostmortemCause>;

/** Undetermined is for people to decide: what is not known is never taken for nothing. */
const VerdictKind = z.enum(["required", "not-required", "undetermined"]);

/** Whether an incident needs a postmortem. */
export const PostmortemVerdict = z
  .object({
    kind: VerdictKind,
    /** In words, with the numbers. */
    reason: z.string(),
    because: z.array(PostmortemCause).readonly(),
    /** What it used of error budgets may still turn out to be another share. */
    isPreliminary: z.boolean(),
  })
  .readonly();
export type PostmortemVerdict = z.output<typeof PostmortemVerdict>;

const STAGES = ["none", "draft", "in-review", "published"] as const;
export const PostmortemStage = z.enum(STAGES);
export type PostmortemStage = z.infer<typeof PostmortemStage>;

const SectionId = z.string();
const Version = z.number().int().positive();

/** How far the postmortem has come. Its owner and when it is due stand in the follow-up of POSTMORTEM_KEY. */
export const Postmortem = z
  .object({
    verdict: PostmortemVerdict.unwrap()
      .extend({ at: Instant })
      .readonly()
      .nullable()
      .prefault(null),
    /** Somebody decided that there will be none, whatever the verdict says. */
    waiver: z
      .object({ by: Actor, reason: z.string(), at: Instant })
      .readonly()
      .nullable()
      .prefault(null),
    askedBy: Actor.nullable().prefault(null),
    /** Why they asked, in their words; may be empty. */
    askedWhy: z.string().prefault(""),
    /** When somebody was last asked to decide, because the numbers do not. */
    decisionAskedAt: Instant.nullable().prefault(null),
    decisionAskedOf: Actor.nullable().prefault(null),
    stage: PostmortemStage.prefault("none"),
    meetingAt: Instant.nullable().prefault(null),
    publishedAt: Instant.nullable().prefault(null),
    publishedBy: Actor.nullable().prefault(null),
    /** The template that somebody chose; null for the one that the rules choose. */
    template: z.string().nullable().prefault(null),
  })
  .readonly()
  .prefault({});
export type Postmortem = z.output<typeof Postmortem>;

export const NO_POSTMORTEM: Postmortem = {
  verdict: null,
  waiver: null,
  askedBy: null,
  askedWhy: "",
  decisionAskedAt: null,
  decisionAskedOf: null,
  stage: "none",
  meetingAt: null,
  publishedAt: null,
  publishedBy: null,
  template: null,
};

export const PostmortemEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("postmortem-judged"),
      verdict: PostmortemVerdict,
      /** The verdict that this one takes the place of. */
      before: PostmortemVerdict.nullable(),
    })
    .readonly(),
  z.object({ kind: z.literal("postmortem-asked"), reason: z.string() }).readonly(),
  z.object({ kind: z.literal("postmortem-waived"), reason: z.string() }).readonly(),
  z.object({ kind: z.literal("postmortem-waiver-withdrawn"), reason: z.string() }).readonly(),
  /** Somebody was asked whether it needs one. */
  z.object({ kind: z.literal("postmortem-decision-asked"), of: Actor }).readonly(),
  z
    .object({
      kind: z.literal("postmortem-stage-changed"),
      from: PostmortemStage,
      to: PostmortemStage,
    })
    .readonly(),
  /** Null when there will be no meeting. */
  z.object({ kind: z.literal("postmortem-meeting-set"), meetingAt: Instant.nullable() }).readonly(),
  z
    .object({ kind: z.literal("postmortem-template-chosen"), template: z.string().nullable() })
    .readonly(),
  /** What they wrote is kept beside the timeline. */
  z
    .object({
      kind: z.literal("postmortem-section-written"),
      section: SectionId,
      version: Version,
    })
    .readonly(),
]);
export type PostmortemEvent = z.output<typeof PostmortemEvent>;

/** What a follow-up is made of: the rules, and who is on call where nobody had the incident. */
export type Owing = { readonly rules: Postmortems; readonly onCall: Actor | null };

export type PostmortemCommand =
  | ({
      readonly kind: "judge-postmortem";
      readonly by: Actor;
      readonly verdict: PostmortemVerdict;
    } & Owing)
  | ({
      readonly kind: "ask-postmortem";
      readonly by: Actor;
      readonly reason: string;
    } & Owing)
  | { readonly kind: "waive-postmortem"; readonly by: Actor; readonly reason: string }
  | ({
      readonly kind: "withdraw-postmortem-waiver";
      readonly by: Actor;
      readonly reason: string;
    } & Owing)
  | {
      readonly kind: "move-postmortem";
      readonly by: Actor;
      readonly to: PostmortemStage;
      readonly hasSummary: boolean;
      readonly rules: Postmortems;
    }
  | {
      readonly kind: "set-postmortem-meeting";
      readonly by: Actor;
      readonly meetingAt: DateTime | null;
    }
  | {
      readonly kind: "choose-postmortem-template";
      readonly by: Actor;
      readonly template: string | null;
    }
  | {
      readonly kind: "note-postmortem-section";
      readonly by: Actor;
      readonly section: string;
      readonly version: number;
    };

type Entry = { readonly at: DateTime; readonly by: Actor; readonly event: PostmortemEvent };

export function evolvePostmortem(postmortem: Postmortem, { at, by, event }: Entry): Postmortem {
  switch (event.kind) {
    case "postmortem-judged":
      return { ...postmortem, verdict: { ...event.verdict, at } };
    case "postmortem-asked":
      return { ...postmortem, askedBy: by, askedWhy: event.reason, waiver: null };
    case "postmortem-waived":
      return { ...postmortem, waiver: { by, reason: event.reason, at } };
    case "postmortem-waiver-withdrawn":
      return { ...postmortem, waiver: null };
    case "postmortem-decision-asked":
      return { ...postmortem, decisionAskedAt: at, decisionAskedOf: event.of };
    case "postmortem-stage-changed":
      return moved(postmortem, event.to, { at, by });
    case "postmortem-meeting-set":
      return { ...postmortem, meetingAt: event.meetingAt };
    case "postmortem-template-chosen":
      return { ...postmortem, template: event.template };
    case "postmortem-section-written":
      return postmortem.stage === "none" ? { ...postmortem, stage: "draft" } : postmortem;
  }
}

function moved(
  postmortem: Postmortem,
  stage: PostmortemStage,
  { at, by }: Pick<Entry, "at" | "by">,
): Postmortem {
  const isPublished = stage === "published";
  const publishedAt = isPublished ? at : null;
  return { ...postmortem, stage, publishedAt, publishedBy: isPublished ? by : null };
}

/** Whether somebody has to write it, as far as it is known. */
export function isOwed({ verdict, waiver }: Postmortem): boolean {
  return verdict?.kind === "required" && waiver === null;
}

/** Whether the numbers do not say it, and nobody has. */
export function isUndecided({ verdict, waiver, askedBy, stage }: Postmortem): boolean {
  const isOver = waiver !== null || askedBy !== null || stage !== "none";
  return verdict?.kind === "undetermined" && !isOver;
}

type Judged = Extract<PostmortemEvent, { readonly kind: "postmortem-judged" }>;

/** Whether people were told something else before; that the numbers were still to come is nothing else. */
export function isCorrection({ verdict, before }: Pick<Judged, "verdict" | "before">): boolean {
  if (before === null || before.kind === verdict.kind) return false;
  return before.kind !== "undetermined" || !before.isPreliminary;
}
