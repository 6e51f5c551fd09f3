import type { DateTime } from "luxon";
import type { LifeCommand, LifeEvent, Moment } from "#domain/response/life.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { overWords, type Incident } from "./incident.ts";
import { timesOf, type Times } from "./times-of.ts";

type Correct = LifeCommand & { readonly kind: "correct-times" };
export type TimeErrors = Partial<Record<Moment, string>>;

/** Each time that differs from what is known is a line of its own; all of them are right, or none is taken. */
export function correctTimes(incident: Incident, command: Correct, now: DateTime): Decision {
  if (incident.status === "merged") return nothing(overWords(incident));
  const times = timesOf(incident);
  const changed = [...command.times].filter(([moment, to]) => !isSameMinute(times[moment], to));
  if (changed.length === 0) return nothing("these are the times that are known");
  const errors = timeErrors(incident, command.times, now);
  const [error] = Object.values(errors);
  if (error !== undefined) return nothing(error);
  const events = changed.map(([moment, to]): LifeEvent => {
    return { kind: "time-corrected", moment, from: times[moment], to, reason: command.reason };
  });
  return { events: by(command.by, now, events), reason: "times corrected" };
}

/** What is wrong with the times if these were taken, by the moment that is wrong. */
export function timeErrors(
  incident: Incident,
  corrections: ReadonlyMap<Moment, DateTime>,
  now: DateTime,
): TimeErrors {
  const after: Times = { ...timesOf(incident), ...Object.fromEntries(corrections) };
  const errors = [...corrections].flatMap(([moment, to]) => {
    const error = errorOf(moment, to, { incident, after, now });
    return error === null ? [] : [[moment, error] as const];
  });
  return Object.fromEntries(errors);
}

type Context = { readonly incident: Incident; readonly after: Times; readonly now: DateTime };

function errorOf(moment: Moment, to: DateTime, { incident, after, now }: Context): string | null {
  if (to > now) return "This time has not come yet.";
  if (timesOf(incident)[moment] === null) return MISSING[moment];
  return orderError(moment, to, after);
}

/** The impact comes first and the end last; between them people notice and act in any order. */
function orderError(moment: Moment, to: DateTime, after: Times): string | null {
  const { impact, mitigated, ended } = after;
  if (moment !== "impact" && to < minuteOf(impact)) return "This is before the impact began.";
  if (moment === "ended")
    return isBefore(to, mitigated) ? "This is before the pain stopped." : null;
  if (isAfter(to, ended)) return "This is after the end.";
  const isLate = moment === "impact" && isAfter(to, mitigated);
  return isLate ? "This is after the pain stopped." : null;
}

function isBefore(to: DateTime, known: DateTime | null): boolean {
  return known !== null && to < minuteOf(known);
}

function isAfter(to: DateTime, known: DateTime | null): boolean {
  return known !== null && to > known;
}

/** Why a time that is not known cannot be corrected. */
const MISSING: Readonly<Record<Moment, string>> = {
  impact: "",
  detected: "",
  acknowledged: "Nobody has acknowledged it yet.",
  mitigated: "It is not mitigated yet: mark it as mitigated first.",
  ended: "It is not over yet: resolve it first.",
};

/** People give times to the minute. */
export function isSameMinute(known: DateTime | null, given: DateTime): boolean {
  return known !== null && minuteOf(known).toMillis() === minuteOf(given).toMillis();
}

function minuteOf(moment: DateTime): DateTime {
  return moment.startOf("minute");
}
