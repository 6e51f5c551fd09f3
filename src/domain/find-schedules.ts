import type { Configuration } from "./configuration.ts";
import { membersOf } from "./schedule.ts";

type Known = Pick<Configuration, "schedules" | "services" | "policies" | "teams">;

/** The schedule of that id, or those that page for the service of that id; null when it is neither. */
export function schedulesNamed(
  { schedules, services, policies }: Known,
  name: string,
): readonly string[] | null {
  if (schedules.has(name)) return [name];
  const service = services.get(name);
  if (service === undefined) return null;
  const targets = policies.get(service.policy)?.levels.flatMap(({ notify }) => notify) ?? [];
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
