import { DateTime } from "luxon";
import { overlap, type Span } from "#domain/schedule/span.ts";
import { parseWallTime } from "#domain/schedule/wall-time.ts";
import { type Learning, learningOf } from "./learning.ts";
import type { Past } from "./past.ts";
import { repairsOf } from "./repairs.ts";
import { type Suggestion, suggest } from "./suggestions.ts";
import { laterWeek, type Week, weekSpan } from "./week.ts";

/** In so many weeks there is enough of what is rare to suggest something. */
export const WEEKS_LATELY = 4;
/** So far back a report looks at repairs, which take their time. */
export const WEEKS_OF_REPAIRS = 8;

/** What a team is told of a week. */
export type Report = {
  readonly week: Week;
  readonly zone: string;
  readonly told: Learning;
  readonly before: Learning;
  /** The week and the three before it. */
  readonly lately: Learning;
  readonly repairs: readonly WeekOfRepairs[];
  readonly suggestions: readonly Suggestion[];
};

type WeekOfRepairs = { readonly week: Week; readonly made: number; readonly done: number };

/** From what was read of four weeks, of which the week is the last, and of the follow-ups of eight. */
export function reportOf(past: Past, week: Week, zone: string): Report {
  function learned(last: Week, weeks = 1): Learning {
    return learningOf(sliceOf(past, weekSpan(last, zone, weeks)));
  }
  const lately = learned(week, WEEKS_LATELY);
  const weeks = Array.from({ length: WEEKS_OF_REPAIRS }, (_, index) =>
    laterWeek(week, index + 1 - WEEKS_OF_REPAIRS),
  );
  return {
    week,
    zone,
    told: learned(week),
    before: learned(laterWeek(week, -1)),
    lately,
    repairs: weeks.map((one) => {
      const { made, done } = repairsOf(sliceOf(past, weekSpan(one, zone)));
      return { week: one, made, done };
    }),
    suggestions: suggest(lately),
  };
}

/** Silence is better than to be told that there is nothing to tell. */
export function isWorthTelling({ told, before, suggestions }: Report): boolean {
  const counts = [told, before].flatMap(({ whole, repairs, budgets }) => [
    whole.incidents,
    whole.falseAlarms,
    whole.load.pages,
    repairs.made,
    repairs.done,
    repairs.overdue.length,
    budgets.length,
  ]);
  return suggestions.length > 0 || told.unreadable.length > 0 || counts.some((count) => count > 0);
}

/** What of it happened within the span; follow-ups and shifts know their own times. */
function sliceOf(past: Past, span: Span): Past {
  const end = DateTime.fromMillis(span.end, { zone: "utc" });
  return {
    ...past,
    span,
    asOf: DateTime.min(past.asOf, end),
    incidents: past.incidents.filter(({ openedAt }) => isIn(span, openedAt.toMillis())),
    pages: past.pages.filter(({ at }) => isIn(span, at)),
    budgets: past.budgets.filter(({ day }) => isIn(span, noonOf(day))),
  };
}

function isIn(span: Span, at: number): boolean {
  return overlap(span, { start: at, end: at + 1 }) !== null;
}

/** A day of UTC begins in one week of a zone and may end in the next: it is of the one that has most of it. */
function noonOf(day: string): number {
  return parseWallTime(`${day}T12:00`);
}
