import type { Configuration } from "#domain/configuration/configuration.ts";
import type { PlannedSchedule } from "#domain/schedule/plan-schedules.ts";
import type { ShiftChange } from "#domain/schedule/shift-changes.ts";
import { DAY } from "#domain/schedule/wall-time.ts";
import { formatMoment, isoOf } from "./moment.ts";

/** How far ahead an edit's changes are looked for. */
export const QUARTER: number = 90 * DAY;

/** As --json has it. */
export function planForPrograms(plan: readonly PlannedSchedule[]): readonly object[] {
  return plan.map(({ schedule, kind, changes }) => ({
    schedule: schedule.id,
    kind,
    changes: changes.map(({ start, end, before, after }) => ({
      start: isoOf(start),
      end: isoOf(end),
      before,
      after,
    })),
  }));
}

/** Those of both files: an edit may have taken somebody out whose shifts change. */
export function peopleOf(before: Configuration, after: Configuration): Configuration["people"] {
  return new Map([...before.people, ...after.people]);
}

/** Each schedule with the shifts that change. */
export function formatPlan(
  people: Configuration["people"],
  plan: readonly PlannedSchedule[],
): string {
  return plan.map((one) => format(people, one)).join("\n");
}

function format(
  people: Configuration["people"],
  { schedule, kind, changes }: PlannedSchedule,
): string {
  const { name, id, timezone } = schedule;
  if (changes.length === 0) return `${name} (${id}): nobody's shifts change`;
  const lines = changes.map((change) => `  ${line(people, timezone, change)}`);
  return [`${name} (${id}, ${timezone}) ${kind}:`, ...lines].join("\n");
}

function line(people: Configuration["people"], zone: string, change: ShiftChange): string {
  const [start, end] = [change.start, change.end].map((at) => formatMoment(at, zone));
  const [before, after] = [change.before, change.after].map((person) =>
    person === null ? "nobody" : (people.get(person)?.name ?? person),
  );
  return `${start}  to  ${end}  ${after} instead of ${before}`;
}
