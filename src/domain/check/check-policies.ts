import type { Configuration } from "#domain/configuration/configuration.ts";
import {
  errorAt,
  type KeyPath,
  type Problem,
  unknownName,
  warningAt,
} from "#domain/configuration/finding.ts";
import type { Notify, Policy } from "#domain/escalation/policy.ts";
import { type Fallback, membersOf } from "#domain/schedule/schedule.ts";

type Level = Policy["levels"][number];

/** Names that mean nobody, levels that reach nobody, and people and policies that nothing ever calls. */
export function checkPolicies(configuration: Configuration): readonly Problem[] {
  const each = [...configuration.policies.values()].flatMap((policy) => [
    ...policy.levels.flatMap((level, index) =>
      checkLevel(configuration, level, ["policies", policy.id, "levels", index]),
    ),
    ...checkLastResort(configuration, policy, ["policies", policy.id, "exhausted", "people"]),
  ]);
  return [...each, ...findIdlePolicies(configuration), ...findIdlePeople(configuration)];
}

function checkLastResort(
  { people }: Configuration,
  { exhausted }: Policy,
  path: KeyPath,
): readonly Problem[] {
  return (exhausted.people ?? []).flatMap((person, index) => {
    if (people.has(person)) return [];
    return [unknownName([...path, index], person, "people", people.keys())];
  });
}

function checkLevel(configuration: Configuration, level: Level, path: KeyPath): readonly Problem[] {
  return [
    ...checkNames(configuration, level, path),
    ...checkDelay(level, path),
    ...checkRetry(level, path),
  ];
}

/** Shorter ones are for trying things out: whoever wakes up needs longer. */
function checkDelay({ delay }: Level, path: KeyPath): readonly Problem[] {
  if (delay.as("minutes") >= 1) return [];
  const message = "nobody who was asleep can acknowledge within less than a minute";
  return [warningAt([...path, "delay"], message, "give them a minute at least, better five: PT5M")];
}

/** The next level is paged when the delay is over, whatever retries are left. */
function checkRetry({ retry, delay }: Level, path: KeyPath): readonly Problem[] {
  if (retry === undefined) return [];
  const fitting = Math.ceil(delay.toMillis() / retry.every.toMillis()) - 1;
  if (fitting >= retry.times) return [];
  const message = `its delay is over after ${fitting} of ${retry.times} retries`;
  return [
    warningAt([...path, "retry"], message, "make the delay longer, or retry sooner or less often"),
  ];
}

function checkNames(
  { people, schedules }: Configuration,
  { notify }: Level,
  path: KeyPath,
): readonly Problem[] {
  const unknown = notify.flatMap((target, index): readonly Problem[] => {
    const place = [...path, "notify", index];
    if ("channel" in target) return [];
    if ("person" in target) {
      const { person } = target;
      return people.has(person)
        ? []
        : [unknownName([...place, "person"], person, "people", people.keys())];
    }
    if ("userGroup" in target) return [];
    const { schedule } = target;
    if (schedules.has(schedule)) return [];
    return [unknownName([...place, "schedule"], schedule, "schedules", schedules.keys())];
  });
  if (unknown.length < notify.length) return unknown;
  const fix = "name a schedule, a person or a channel";
  return [...unknown, errorAt(path, "this level reaches nobody", fix)];
}

function findIdlePolicies({ policies, services }: Configuration): readonly Problem[] {
  const used = new Set([...services.values()].map(({ policy }) => policy));
  return [...policies.keys()]
    .filter((id) => !used.has(id))
    .map((id) => {
      const fix = "name it as the policy of a service, or take it out";
      return warningAt(["policies", id], `no service uses the policy ${id}`, fix);
    });
}

function findIdlePeople({
  people,
  policies,
  services,
  schedules,
}: Configuration): readonly Problem[] {
  const used = [...services.values()].flatMap(({ policy }) => policies.get(policy) ?? []);
  const targets = used.flatMap(({ levels }) => levels.flatMap(({ notify }) => notify));
  const others = [...schedules.values()].flatMap(({ fallback }) => fallback ?? []);
  const paged = new Set([
    ...[...targets, ...others].flatMap((target) => peopleIn(target, schedules)),
    ...used.flatMap(({ exhausted }) => exhausted.people ?? []),
  ]);
  return [...people.values()]
    .filter(({ id, admin }) => !admin && !paged.has(id))
    .map(({ id, name }) => {
      const fix = "add them to a level of a policy that a service uses, or take them out";
      return warningAt(["people", id], `nobody ever pages ${name}`, fix);
    });
}

function peopleIn(
  target: Notify | Fallback,
  schedules: Configuration["schedules"],
): readonly string[] {
  if ("person" in target) return [target.person];
  const schedule = "schedule" in target ? schedules.get(target.schedule) : undefined;
  return schedule === undefined ? [] : membersOf(schedule);
}
