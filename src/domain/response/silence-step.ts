import type { DateTime } from "luxon";
import { areSameMatchers } from "#domain/alert/silence-matcher.ts";
import type { ListedSilence } from "#domain/alert/silence.ts";
import { silenceMark, type IncidentSilence, type SilenceSight } from "./silences.ts";

/** What is to be done at the source so that it has what was asked for. */
export type SilenceStep =
  | { readonly kind: "make" }
  /** To its new end, by whoever made it and with the comment that it has. */
  | { readonly kind: "prolong"; readonly silence: ListedSilence }
  | { readonly kind: "expire"; readonly ids: readonly string[] }
  | { readonly kind: "nothing"; readonly sight: SilenceSight };

const TOO_LATE = "its time was over before the source could be told";

/** Compares what was asked for with what the source lists: whatever was tried before, one step leads there. */
export function nextStep(
  silence: IncidentSilence,
  listed: readonly ListedSilence[],
  now: DateTime,
): SilenceStep {
  const ours = listed.filter((other) => other.state !== "expired" && isOurs(silence, other));
  if (silence.wanted?.what === "end") return toEnd(ours);
  const lasting = longest(ours);
  if (lasting !== null) return toKeep(silence, lasting);
  return silence.wanted === null ? found({ kind: "gone" }) : toMake(silence, listed, now);
}

/** A try with an unclear end may have left more than one. */
function toEnd(ours: readonly ListedSilence[]): SilenceStep {
  if (ours.length === 0) return found({ kind: "gone" });
  return { kind: "expire", ids: ours.map(({ id }) => id) };
}

function toKeep({ wanted, until }: IncidentSilence, there: ListedSilence): SilenceStep {
  if (wanted !== null && there.endsAt < until) return { kind: "prolong", silence: there };
  return found({ kind: "holds", id: there.id, until: there.endsAt, isFound: false });
}

/** What somebody made before in the same way, and for at least as long, is as good. */
function toMake(
  { until, matchers }: IncidentSilence,
  listed: readonly ListedSilence[],
  now: DateTime,
): SilenceStep {
  if (until <= now) return found({ kind: "failed", reason: TOO_LATE });
  const twin = longest(
    listed.filter((other) => {
      const isEnough = other.state === "active" && other.endsAt >= until;
      return isEnough && areSameMatchers(other.matchers, matchers);
    }),
  );
  if (twin === null) return { kind: "make" };
  return found({ kind: "holds", id: twin.id, until: twin.endsAt, isFound: true });
}

function isOurs({ id, key }: IncidentSilence, other: ListedSilence): boolean {
  return other.id === id || other.comment.includes(silenceMark(key));
}

function longest(silences: readonly ListedSilence[]): ListedSilence | null {
  return silences.toSorted((a, b) => b.endsAt.toMillis() - a.endsAt.toMillis())[0] ?? null;
}

function found(sight: SilenceSight): SilenceStep {
  return { kind: "nothing", sight };
}
