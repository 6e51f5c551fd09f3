import type { DateTime } from "luxon";
import type { SilenceMatcher } from "./silence-matcher.ts";

/** Alerts that somebody keeps quiet at their source, and until when. */
export type Silence = {
  readonly id: string;
  readonly endsAt: DateTime;
  readonly createdBy: string;
  readonly comment: string;
  /** Such as `alertname="Disk"`; all of them must hold. */
  readonly matchers: readonly string[];
};

/** A silence as its source lists it, also when it is over. */
export type ListedSilence = Omit<Silence, "matchers"> & {
  readonly state: "active" | "pending" | "expired";
  readonly startsAt: DateTime;
  readonly matchers: readonly SilenceMatcher[];
};

/** Those that end by then, the next one first: after that their alerts page again. */
export function endingBy(silences: readonly Silence[], by: DateTime): readonly Silence[] {
  return silences
    .filter(({ endsAt }) => endsAt <= by)
    .toSorted((one, other) => one.endsAt.toMillis() - other.endsAt.toMillis());
}
