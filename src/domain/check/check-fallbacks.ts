import type { Configuration } from "#domain/configuration/configuration.ts";
import { errorAt, type KeyPath, type Problem, unknownName } from "#domain/configuration/finding.ts";
import type { Fallback } from "#domain/schedule/schedule.ts";
import { hasCycle } from "#domain/service/stand-ins.ts";

/** Who stands in for a schedule that has nobody: names that mean nobody, and circles. */
export function checkFallbacks(configuration: Configuration): readonly Problem[] {
  return [...configuration.schedules.values()].flatMap(({ id, fallback }) => {
    if (fallback === undefined) return [];
    const path = ["schedules", id, "fallback"];
    return [
      ...checkName(configuration, fallback, path),
      ...(hasCycle(id, configuration.schedules) ? [circle(path)] : []),
    ];
  });
}

function checkName(
  { people, schedules }: Configuration,
  fallback: Fallback,
  path: KeyPath,
): readonly Problem[] {
  if ("person" in fallback) {
    const { person } = fallback;
    if (people.has(person)) return [];
    return [unknownName([...path, "person"], person, "people", people.keys())];
  }
  const { schedule } = fallback;
  if (schedules.has(schedule)) return [];
  return [unknownName([...path, "schedule"], schedule, "schedules", schedules.keys())];
}

function circle(path: KeyPath): Problem {
  const message = "the schedules stand in for each other in a circle, so nobody may be left";
  return errorAt(path, message, "let the last of them fall back on a person");
}
