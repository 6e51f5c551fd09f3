import type { DateTime } from "luxon";

/** One page to one person or channel. */
export type PageFact = {
  readonly to: string;
  readonly at: DateTime;
  readonly state: "pending" | "sent" | "failed" | "dropped";
  readonly reason: string;
  /** When it was where they live: at night people sleep, between 22 and 8. Null for a channel. */
  readonly hours: "business" | "off" | "night" | null;
};

export type PageFacts = {
  readonly all: readonly PageFact[];
  /** Pages to people that went out. */
  readonly sent: number;
  readonly outOfHours: number;
  readonly atNight: number;
};
