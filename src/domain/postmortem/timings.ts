import type { DateTime, Duration } from "luxon";
import type { Known } from "./facts.ts";

export type ChapterName =
  | "impact"
  | "first-alert"
  | "first-page"
  | "acknowledged"
  | "mitigated"
  | "resolved";

/** When a chapter of the incident began, and how that is known. */
export type Chapter = {
  readonly name: ChapterName;
  readonly at: Known<{ readonly at: DateTime; readonly from: string }>;
  /** Since the last chapter before it that is known; negative where the times are out of order. */
  readonly after: { readonly name: ChapterName; readonly length: Duration } | null;
};

export type Timings = {
  /** In the order in which they should come. */
  readonly chapters: readonly Chapter[];
  /** From the start of impact until it was mitigated. */
  readonly impactLength: Known<Duration>;
};
