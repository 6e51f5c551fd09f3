import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor } from "#domain/actor.ts";
import { SilenceMatcher } from "#domain/alert/silence-matcher.ts";
import { Instant } from "#domain/schema.ts";

/** What somebody wants of a silence that its source has not been told yet. */
const Want = z.enum(["make", "extend", "end"]);

const asked = {
  /** Names the form that asked for it; it stands in the comment, so that the silence is found again. */
  key: z.string(),
  source: z.string(),
  matchers: z.array(SilenceMatcher).readonly(),
  until: Instant,
  comment: z.string(),
  /** Where in Slack it was asked for; null when that is not known. */
  link: z.string().nullable(),
};

/** A silence that somebody asked for in Slack, as it stands at its source. */
export const IncidentSilence = z
  .object({
    ...asked,
    by: Actor,
    /** When its end was chosen. */
    askedAt: Instant,
    wanted: z.object({ what: Want, by: Actor, since: Instant }).readonly().nullable(),
    /** Why that could not be done so far, in words. */
    trouble: z.string().nullable(),
    /** Why what was wanted last was given up, in words. */
    failure: z.string().nullable(),
    /** The source's own name for it; null until it is known to be there. */
    id: z.string().nullable(),
    /** The end that the source has; null until it is known to be there. */
    holdsUntil: Instant.nullable(),
    /** The end of which somebody was reminded. */
    remindedOf: Instant.nullable(),
    /** It keeps nothing quiet any more, or never did. */
    isOver: z.boolean(),
  })
  .readonly();
export type IncidentSilence = z.output<typeof IncidentSilence>;

export const Silences = z.array(IncidentSilence).readonly().prefault([]);
export type Silences = z.output<typeof Silences>;

const OfSilence = { key: z.string(), source: z.string() };

export const SilenceEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("silence-asked"), ...asked }).readonly(),
  z.object({ kind: z.literal("silence-extension-asked"), ...OfSilence, until: Instant }).readonly(),
  z.object({ kind: z.literal("silence-end-asked"), ...OfSilence }).readonly(),
  z
    .object({
      kind: z.literal("silence-holds"),
      ...OfSilence,
      id: z.string(),
      until: Instant,
      /** Somebody had made the same one before. */
      isFound: z.boolean(),
    })
    .readonly(),
  z.object({ kind: z.literal("silence-delayed"), ...OfSilence, reason: z.string() }).readonly(),
  z
    .object({ kind: z.literal("silence-failed"), ...OfSilence, what: Want, reason: z.string() })
    .readonly(),
  /** Its end is near, and it hides alerts that would page again. */
  z
    .object({
      kind: z.literal("silence-ending"),
      ...OfSilence,
      until: Instant,
      hides: z.number().int().positive(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal("silence-ended"),
      ...OfSilence,
      how: z.enum(["by-hand", "at-source", "ran-out"]),
    })
    .readonly(),
  /** They came with an incident that was merged into this one. */
  z
    .object({ kind: z.literal("silences-taken-in"), silences: z.array(IncidentSilence).readonly() })
    .readonly(),
]);
export type SilenceEvent = z.output<typeof SilenceEvent>;

/** What somebody asks for. */
export type AskedSilence = Omit<Extract<SilenceEvent, { kind: "silence-asked" }>, "kind">;

/** What was found at the source, or what became of what it was told. */
export type SilenceSight =
  | {
      readonly kind: "holds";
      readonly id: string;
      readonly until: DateTime;
      readonly isFound: boolean;
    }
  | { readonly kind: "gone" }
  /** It is tried again. */
  | { readonly kind: "delayed"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "ending"; readonly hides: number };

export type SilenceCommand =
  | { readonly kind: "silence"; readonly by: Actor; readonly silence: AskedSilence }
  | {
      readonly kind: "extend-silence";
      readonly by: Actor;
      readonly key: string;
      readonly until: DateTime;
    }
  | { readonly kind: "end-silence"; readonly by: Actor; readonly key: string }
  | { readonly kind: "see-silence"; readonly key: string; readonly sight: SilenceSight };

/** Enough to know what came twice. */
const MOST_OVER = 20;

/** What is still kept quiet, or is to be. */
export function liveSilences(silences: Silences): readonly IncidentSilence[] {
  return silences.filter(({ isOver }) => !isOver);
}

/** The words in a silence's comment by which it is found again. */
export function silenceMark(key: string): string {
  return `[muster ${key}]`;
}

export function evolveSilences(
  silences: Silences,
  event: SilenceEvent,
  { at, by }: { readonly at: DateTime; readonly by: Actor },
): Silences {
  if (event.kind === "silences-taken-in") return [...silences, ...event.silences];
  if (event.kind === "silence-asked") {
    const { kind: _, ...silence } = event;
    return [...recent(silences), begun(silence, at, by)];
  }
  return silences.map((silence) => {
    return silence.key === event.key ? evolved(silence, event, { at, by }) : silence;
  });
}

type OfOne = Exclude<SilenceEvent, { readonly kind: "silences-taken-in" | "silence-asked" }>;

function evolved(
  silence: IncidentSilence,
  event: OfOne,
  { at, by }: { readonly at: DateTime; readonly by: Actor },
): IncidentSilence {
  switch (event.kind) {
    case "silence-extension-asked":
      return { ...silence, until: event.until, askedAt: at, ...wanting("extend", at, by) };
    case "silence-end-asked":
      return { ...silence, ...wanting("end", at, by) };
    case "silence-holds":
      return held(silence, event);
    case "silence-delayed":
      return { ...silence, trouble: event.reason };
    case "silence-failed":
      return { ...failed(silence, event.what), failure: event.reason };
    case "silence-ending":
      return { ...silence, remindedOf: event.until };
    case "silence-ended":
      return { ...silence, wanted: null, trouble: null, isOver: true };
  }
}

/** What was asked for meanwhile is still to be done. */
function held(
  silence: IncidentSilence,
  { id, until }: Extract<SilenceEvent, { readonly kind: "silence-holds" }>,
): IncidentSilence {
  const known = { ...silence, id, holdsUntil: until };
  const isToEnd = silence.wanted?.what === "end";
  if (isToEnd || (silence.wanted !== null && until < silence.until)) return known;
  return { ...known, until, wanted: null, trouble: null };
}

function failed(silence: IncidentSilence, what: "make" | "extend" | "end"): IncidentSilence {
  const rest = { ...silence, wanted: null, trouble: null };
  if (what === "make") return { ...rest, isOver: true };
  return { ...rest, until: silence.holdsUntil ?? silence.until };
}

function begun(silence: AskedSilence, at: DateTime, by: Actor): IncidentSilence {
  return {
    ...silence,
    by,
    askedAt: at,
    ...wanting("make", at, by),
    id: null,
    holdsUntil: null,
    remindedOf: null,
    isOver: false,
  };
}

function wanting(
  what: "make" | "extend" | "end",
  since: DateTime,
  by: Actor,
): Pick<IncidentSilence, "wanted" | "trouble" | "failure"> {
  return { wanted: { what, by, since }, trouble: null, failure: null };
}

function recent(silences: Silences): Silences {
  const over = silences.filter(({ isOver }) => isOver);
  const dropped = new Set(over.slice(0, Math.max(0, over.length - MOST_OVER)));
  return silences.filter((silence) => !dropped.has(silence));
}
