import type { DateTime } from "luxon";
import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import { type Duty, dutyAt } from "#domain/schedule/duty.ts";
import { peopleOnCall, type Rotas } from "#domain/schedule/rotas.ts";
import { membersOf } from "#domain/schedule/schedule.ts";
import { schedulesNamed } from "./find-schedules.ts";
import { rosterOf } from "./roster.ts";

/** Who is paged for some services that have a policy in common. */
export type ServiceDuty = {
  readonly services: readonly Service[];
  /** Whom the first level pages that has somebody; nobody when none has. */
  readonly people: readonly string[];
  /** Whom the next level pages that has somebody else. */
  readonly backup: readonly string[];
  /** Of the schedule by which the first of them are on call, if there is one. */
  readonly duty: Duty | null;
};

type Present = {
  readonly configuration: Configuration;
  readonly rotas: Rotas;
  readonly now: DateTime;
};

/** One entry for each policy, in the order of the services. */
export function serviceDuties(
  services: readonly Service[],
  present: Present,
): readonly ServiceDuty[] {
  const policies = [...new Set(services.map(({ policy }) => policy))];
  return policies.map((policy) => {
    const alike = services.filter((service) => service.policy === policy);
    return { services: alike, ...whoIsPaged(policy, present) };
  });
}

/** Those of the person's teams, and those for which they take turns. */
export function servicesAround(configuration: Configuration, person: string): readonly Service[] {
  const { services, schedules, teams } = configuration;
  const turns = [...schedules.values()].filter((one) => membersOf(one).includes(person));
  const own = new Set(turns.map(({ id }) => id));
  return [...services.values()].filter(({ id, team }) => {
    const isInTeam = teams.get(team)?.members.includes(person) === true;
    return isInTeam || schedulesNamed(configuration, id)?.some((one) => own.has(one)) === true;
  });
}

function whoIsPaged(
  id: string,
  { configuration, rotas, now }: Present,
): Omit<ServiceDuty, "services"> {
  const policy = configuration.policies.get(id);
  if (policy === undefined) return { people: [], backup: [], duty: null };
  const instant = now.toMillis();
  const { levels } = rosterOf(policy, configuration, {
    service: undefined,
    severity: "SEV1",
    now,
    whoIsOnCall: (schedule, who) => peopleOnCall(rotas, schedule, who, instant),
  });
  const people = levels.map((targets) =>
    targets.flatMap((target) => (target.kind === "person" ? [target.person] : [])),
  );
  const first = Math.max(
    0,
    people.findIndex((some) => some.length > 0),
  );
  const present = people[first] ?? [];
  const others = people
    .slice(first + 1)
    .map((some) => some.filter((person) => !present.includes(person)));
  const [schedule] = (policy.levels[first]?.notify ?? []).flatMap((entry) =>
    "schedule" in entry && entry.who === "current" ? [entry.schedule] : [],
  );
  const timeline = schedule === undefined ? null : rotas.around(schedule, instant);
  return {
    people: present,
    backup: others.find((some) => some.length > 0) ?? [],
    duty: timeline === null ? null : dutyAt(timeline, instant),
  };
}
