import type { Schedule } from "#domain/schedule/schedule.ts";
import type { WhoIsOnCall } from "./roster.ts";

type Schedules = ReadonlyMap<string, Pick<Schedule, "fallback">>;

/** Who is paged for a schedule that has nobody; a fallback that leads back to itself has nobody either. */
export function standInsFor(
  id: string,
  schedules: Schedules,
  whoIsOnCall: WhoIsOnCall,
): readonly string[] {
  for (const { person, schedule } of fallbacksOf(id, schedules)) {
    const people = person === null ? whoIsOnCall(schedule, "current") : [person];
    if (people.length > 0) return people;
  }
  return [];
}

/** Whether the schedules that stand in for it lead back to one of themselves. */
export function hasCycle(id: string, schedules: Schedules): boolean {
  const last = fallbacksOf(id, schedules).at(-1);
  if (last === undefined || last.person !== null) return false;
  return schedules.get(last.schedule)?.fallback !== undefined;
}

type Step =
  | { readonly person: string; readonly schedule: null }
  | { readonly person: null; readonly schedule: string };

/** One after the other, each at most once. */
function fallbacksOf(id: string, schedules: Schedules): readonly Step[] {
  const steps: Step[] = [];
  const seen = new Set([id]);
  let fallback = schedules.get(id)?.fallback;
  while (fallback !== undefined) {
    if ("person" in fallback) return [...steps, { person: fallback.person, schedule: null }];
    if (seen.has(fallback.schedule)) return steps;
    seen.add(fallback.schedule);
    steps.push({ person: null, schedule: fallback.schedule });
    fallback = schedules.get(fallback.schedule)?.fallback;
  }
  return steps;
}
