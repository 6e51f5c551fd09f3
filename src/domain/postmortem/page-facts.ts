import type { DateTime } from "luxon";
import type { Target } from "#domain/escalation/escalation.ts";
import { openIn, type Window } from "#domain/schedule/windows.ts";
import { BUSINESS, SLEEP } from "#domain/shift/fairness.ts";

/** One page to one person or channel. */
export type PageFact = {
  readonly to: string;
  readonly at: DateTime;
  readonly state: "pending" | "sent" | "failed" | "dropped";
  readonly reason: string;
  /** What time it was where they live: people sleep from 22 to 8. Null for a channel. */
  readonly hours: "business" | "off" | "night" | null;
};

export type PageFacts = {
  readonly all: readonly PageFact[];
  /** Pages to people that went out. */
  readonly sent: number;
  readonly outOfHours: number;
  readonly atNight: number;
};

/** A page as it is remembered. */
export type NotedPage = {
  readonly target: Target;
  readonly createdAt: DateTime;
  readonly state: PageFact["state"];
  readonly reason: string;
};

type Names = {
  readonly nameOf: (target: Target) => string;
  /** Where somebody lives. */
  readonly zoneOf: (person: string) => string;
};

/** Who was paged, when, and what time that was for them. */
export function pageFacts(pages: readonly NotedPage[], { nameOf, zoneOf }: Names): PageFacts {
  const all = pages.map(({ target, createdAt: at, state, reason }) => {
    const hours = target.kind === "person" ? hoursAt(at, zoneOf(target.person)) : null;
    return { to: nameOf(target), at, state, reason, hours };
  });
  const sent = all.filter(({ state, hours }) => state === "sent" && hours !== null);
  return {
    all,
    sent: sent.length,
    outOfHours: sent.filter(({ hours }) => hours !== "business").length,
    atNight: sent.filter(({ hours }) => hours === "night").length,
  };
}

function hoursAt(at: DateTime, zone: string): NonNullable<PageFact["hours"]> {
  if (isIn(SLEEP, at, zone)) return "night";
  return isIn(BUSINESS, at, zone) ? "business" : "off";
}

function isIn(window: Window, at: DateTime, zone: string): boolean {
  const start = at.toMillis();
  return openIn([window], zone, { start, end: start + 1 }).length > 0;
}
