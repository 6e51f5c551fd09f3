import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import { membersOf } from "#domain/schedule/schedule.ts";

type Known = Pick<Configuration, "schedules" | "services" | "policies" | "teams">;

/** The schedule of that id, or those that page for the service of that id; null when it is neither. */
export function schedulesNamed(known: Known, name: string): readonly string[] | null {
  if (known.schedules.has(name)) return [name];
  const service = known.services.get(name);
  return service === undefined ? null : schedulesPaging(known, service);
}

/** Those of a schedule, a service or a team with that id, or of a schedule with that name, as people type them. */
export function schedulesCalled(known: Known, typed: string): readonly string[] {
  const name = typed.toLowerCase();
  const named = schedulesNamed(known, name) ?? [];
  if (named.length > 0) return named;
  const all = [...known.schedules.values()];
  const byName = all.filter((schedule) => schedule.name.toLowerCase() === name);
  const found = byName.length > 0 ? byName : all.filter(({ team }) => team === name);
  return found.map(({ id }) => id);
}

/** Whether whoever has the schedule answers for the service: its policy names it, or no schedule and the team is the same. */
export function answersFor(known: Known, schedule: string, id: string): boolean {
  const service = known.services.get(id);
  if (service === undefined) return false;
  const named = schedulesPaging(known, service);
  if (named.length > 0) return named.includes(schedule);
  return known.schedules.get(schedule)?.team === service.team;
}

function schedulesPaging({ schedules, policies }: Known, { policy }: Service): readonly string[] {
  const targets = policies.get(policy)?.levels.flatMap(({ notify }) => notify) ?? [];
  const ids = targets.flatMap((target) => ("schedule" in target ? [target.schedule] : []));
  return [...new Set(ids)].filter((id) => schedules.has(id));
}

/** Those in which the person takes turns or whose team they are in; all of them for everybody else. */
export function schedulesAround(
  { schedules, teams }: Known,
  person: string | null,
): readonly string[] {
  const all = [...schedules.values()];
  if (person === null) return all.map(({ id }) => id);
  const own = all.filter((schedule) => {
    const isInTeam = teams.get(schedule.team)?.members.includes(person) === true;
    return isInTeam || membersOf(schedule).includes(person);
  });
  return (own.length > 0 ? own : all).map(({ id }) => id);
}
