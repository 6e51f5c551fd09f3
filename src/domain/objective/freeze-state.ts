import type { DateTime } from "luxon";

/** What a gate before a deploy must know; it may pass only where changes are known to be free. */
export type FreezeState = "frozen" | "free" | "unknown";

type Read = {
  readonly remaining: number | null;
  readonly readAt: DateTime | null;
  readonly frozenSince: DateTime | null;
};

/** A restart of Prometheus is shorter; what was read before that says nothing of now. */
const KNOWN_FOR = { minutes: 10 };

/** Whether what was read then still says how it stands now. */
export function isStillKnown(readAt: DateTime | null, now: DateTime): boolean {
  return readAt !== null && readAt.plus(KNOWN_FOR) >= now;
}

/** What has begun lasts until its end is known. Without rules nothing rests, whatever is left. */
export function freezeState(
  { remaining, readAt, frozenSince }: Read,
  { hasRules, now }: { readonly hasRules: boolean; readonly now: DateTime },
): FreezeState {
  if (!hasRules) return "free";
  if (frozenSince !== null) return "frozen";
  return remaining !== null && isStillKnown(readAt, now) ? "free" : "unknown";
}
