import type { Big } from "big.js";
import { remainingOf, shareOfEvents, shareOfTime } from "./budget.ts";

/** How far a number can be trusted. */
type Quality =
  /** Counted from events, over the whole window. */
  | "measured"
  /** Counted by time, or from a shorter history. */
  | "estimated"
  /** As people gave it. */
  | "manual"
  /** Not known; never to be taken for nothing. */
  | "unavailable";

export type IncidentShare = {
  readonly quality: Quality;
  /** Of the window's budget: 0.2 is a fifth; null when it is not known. */
  readonly share: number | null;
  readonly remainingBefore: number | null;
  readonly remainingAfter: number | null;
  readonly bad: number | null;
  readonly total: number | null;
  /** Why it is not better known, in words. */
  readonly notes: readonly string[];
};

/** What was counted, at one moment, over the impact and over the window. */
export type CountedEvents = {
  readonly bad: number | null;
  readonly total: number | null;
  readonly windowBad: number | null;
  readonly windowTotal: number | null;
  /** Over how many seconds the window's counts really reach; less where history is shorter. */
  readonly history: number;
  readonly window: number;
};

/** The budget never burnt too fast while the incident lasted. */
export const NOTHING_USED: IncidentShare = {
  quality: "measured",
  share: 0,
  remainingBefore: null,
  remainingAfter: null,
  bad: null,
  total: null,
  notes: ["The error budget never burnt faster than allowed."],
};

/** A scrape or two may be missing at the beginning. */
const WHOLE = 0.98;
/** The two queries are extrapolated apart from each other. */
const ROUNDING = 1e-6;

/** The share by events: what the incident broke, of all that may break. */
export function shareByEvents(counted: CountedEvents, target: Big): IncidentShare {
  const { bad, total, windowTotal, history } = counted;
  if (bad === null || windowTotal === null || history <= 0) {
    return unavailable("Prometheus has no counts for that time.");
  }
  if (total !== null && bad > total * (1 + ROUNDING)) {
    return unavailable("More events were bad than there were: the queries do not fit together.");
  }
  const known = { ...counted, bad, windowTotal };
  return shareOfWindow(known, target) ?? unavailable("There was no traffic in the whole window.");
}

type Known = CountedEvents & { readonly bad: number; readonly windowTotal: number };

/** Where history is shorter than the window, as much is taken for the rest as there was on average. */
function shareOfWindow(known: Known, target: Big): IncidentShare | null {
  const { bad, total, windowBad, windowTotal, history, window } = known;
  const isWhole = history >= window * WHOLE;
  const whole = isWhole ? windowTotal : (windowTotal * window) / history;
  const share = shareOfEvents({ bad, total: whole }, target);
  if (share === null || !Number.isFinite(share)) return null;
  const after = windowBad === null ? null : remainingOf({ bad: windowBad, total: whole }, target);
  return {
    quality: isWhole ? "measured" : "estimated",
    share,
    remainingBefore: after === null ? null : after + share,
    remainingAfter: after,
    bad,
    total,
    notes: isWhole ? [] : [`Estimated from ${daysOf(history)} days: Prometheus keeps no more.`],
  };
}

function daysOf(seconds: number): number {
  return Math.round((seconds / 86_400) * 10) / 10;
}

/** The share by time, where events are not counted. */
export function shareByTime(
  { ratio, seconds, window }: { ratio: number | null; seconds: number; window: number },
  target: Big,
): IncidentShare {
  if (ratio === null) return unavailable("Prometheus knows no share of errors for that time.");
  const notes = ["Counted by time: right only as far as traffic was as usual."];
  return {
    ...NOTHING,
    quality: "estimated",
    share: shareOfTime(ratio, seconds, window, target),
    notes,
  };
}

/** Not known, with the reason. */
export function unavailable(note: string): IncidentShare {
  return { ...NOTHING, quality: "unavailable", share: null, notes: [note] };
}

const NOTHING = { remainingBefore: null, remainingAfter: null, bad: null, total: null } as const;

/** So much less than a week before, and what failed may have failed before anybody counted it. */
const MUCH_LESS = 0.5;

/** The doubt of a count of all events, beside that of the same time a week before; none where nothing is known of it. */
export function trafficDoubts(total: number | null, weekBefore: number | null): readonly string[] {
  if (total === null || weekBefore === null || total >= weekBefore * MUCH_LESS) return [];
  const share = Math.round((total / weekBefore) * 100);
  return [
    `Only ${share} % of the events of a week before were counted then: more may have failed than was counted.`,
  ];
}

/** Whoever adds them up would count the same failures twice. */
export function sharedWords(others: readonly string[]): string {
  return `${others.join(", ")} hurt at the same time: what failed then counts for each of them.`;
}

/** The same with what makes it doubtful: then nobody may take it for measured. */
export function doubting(share: IncidentShare, doubts: readonly string[]): IncidentShare {
  if (doubts.length === 0) return share;
  const quality = share.quality === "measured" ? "estimated" : share.quality;
  return { ...share, quality, notes: [...share.notes, ...doubts] };
}
