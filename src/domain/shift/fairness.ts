import type { Shift } from "#domain/schedule/layer.ts";
import { common, type Span, union } from "#domain/schedule/span.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { openIn, type Window } from "#domain/schedule/windows.ts";

/** A page that reached for somebody while they may have been on call. */
export type PageSent = {
  readonly person: string;
  readonly incident: number;
  readonly at: number;
};

/** What a month on call asked of one person; hours by the clock where they live. */
export type Load = {
  readonly person: string;
  /** On call on working days between 8 and 18, while people sleep between 22 and 8, and at all other times. */
  readonly hours: { readonly business: number; readonly off: number; readonly sleep: number };
  /** Hours, counted once, twice and three times for business, off and sleep. */
  readonly weight: number;
  /** Of which they had at least half. */
  readonly nights: number;
  readonly weekends: number;
  /** Incidents that paged them while they were on call. */
  readonly pages: number;
  /** How often pages came while they sleep; those within half an hour are one. */
  readonly wakeUps: number;
  /** The most incidents that paged them within twelve hours. */
  readonly busiest: number;
};

export type Fairness = {
  readonly loads: readonly Load[];
  /** From 0 to 1: how even the weights are; null when there is nobody to compare with. */
  readonly balance: number | null;
};

export type FairnessFacts = {
  /** The month. */
  readonly span: Span;
  /** Of all schedules that are looked at together; may reach beyond the month. */
  readonly shifts: readonly Shift[];
  readonly pages: readonly PageSent[];
  readonly zoneOf: (person: string) => string;
};

const HOUR = DAY / 24;
const SHIFT = 12 * HOUR;
const ONE_WAKING = HOUR / 2;
/** No weekend is longer, also when clocks change. */
const LONGEST = 3 * DAY;
/** Google's limit of incidents in a shift of twelve hours: more leave no time to do them well. */
export const MOST_IN_A_SHIFT = 2;

const WORKING_DAYS = [1, 2, 3, 4, 5];
export const BUSINESS: Window = { days: WORKING_DAYS, from: 8 * HOUR, to: 18 * HOUR };
export const SLEEP: Window = { days: [...WORKING_DAYS, 6, 7], from: 22 * HOUR, to: 8 * HOUR };
const WEEKEND: Window = { days: [6, 7], from: 0, to: DAY };

/** What the month asked of each person; somebody who has two schedules at once is on call once. */
export function fairness(facts: FairnessFacts): Fairness {
  const { shifts, span } = facts;
  const present = shifts.filter(({ start, end }) => start < span.end && end > span.start);
  const people = [...new Set(present.map(({ person }) => person))];
  const loads = people.map((person) => loadOf(person, facts));
  return { loads, balance: balanceOf(loads.map(({ weight }) => weight)) };
}

function loadOf(person: string, { span, shifts, pages, zoneOf }: FairnessFacts): Load {
  const zone = zoneOf(person);
  const all = union(shifts.filter((shift) => shift.person === person));
  const onCall = common(span, all);
  const paged = pages
    .filter((page) => page.person === person && common(instantly(page.at), onCall).length > 0)
    .toSorted((one, other) => one.at - other.at);
  const asleep = openIn([SLEEP], zone, span);
  const sleep = hours(onCall, asleep);
  const business = hours(onCall, openIn([BUSINESS], zone, span));
  const off = hours(onCall, [span]) - sleep - business;
  const incidents = firstOfEach(paged);
  return {
    person,
    hours: { business, off, sleep },
    weight: business + 2 * off + 3 * sleep,
    nights: mostlyHad(SLEEP, all, { span, zone }),
    weekends: mostlyHad(WEEKEND, all, { span, zone }),
    pages: incidents.length,
    wakeUps: countWakeUps(paged.filter(({ at }) => common(instantly(at), asleep).length > 0)),
    busiest: Math.max(0, ...incidents.map((one) => withinShift(incidents, one.at))),
  };
}

/** Of the times that begin in the month; the last one may end in the next. */
function mostlyHad(
  window: Window,
  shifts: readonly Span[],
  { span, zone }: { readonly span: Span; readonly zone: string },
): number {
  const wider = { start: span.start - LONGEST, end: span.end + LONGEST };
  return openIn([window], zone, wider)
    .filter(({ start }) => span.start <= start && start < span.end)
    .filter((part) => 2 * hours([part], shifts) >= (part.end - part.start) / HOUR).length;
}

function hours(spans: readonly Span[], others: readonly Span[]): number {
  const parts = spans.flatMap((span) => common(span, others));
  return parts.reduce((sum, { start, end }) => sum + end - start, 0) / HOUR;
}

/** An incident that pages somebody again and again is one. */
function firstOfEach(pages: readonly PageSent[]): readonly PageSent[] {
  const seen = new Set<number>();
  return pages.filter(({ incident }) => !seen.has(incident) && seen.add(incident));
}

/** Of pages in order that came while one person sleeps; those within half an hour are one. */
export function countWakeUps(pages: readonly Pick<PageSent, "at">[]): number {
  let [count, since] = [0, Number.NEGATIVE_INFINITY];
  for (const { at } of pages) {
    if (at - since < ONE_WAKING) continue;
    count += 1;
    since = at;
  }
  return count;
}

function withinShift(incidents: readonly PageSent[], start: number): number {
  return incidents.filter(({ at }) => start <= at && at < start + SHIFT).length;
}

/** The mean, over all pairs, of the lighter load's share in the heavier one. */
function balanceOf(weights: readonly number[]): number | null {
  const pairs = weights.flatMap((one, index) =>
    weights.slice(index + 1).map((other) => Math.min(one, other) / Math.max(one, other)),
  );
  if (pairs.length === 0) return null;
  return pairs.reduce((sum, share) => sum + share, 0) / pairs.length;
}

function instantly(instant: number): Span {
  return { start: instant, end: instant + 1 };
}
