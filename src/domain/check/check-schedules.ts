import type { Configuration } from "#domain/configuration/configuration.ts";
import {
  type KeyPath,
  type Problem,
  unknownName,
  warningAt,
} from "#domain/configuration/finding.ts";
import type { Layer, LayerVersion } from "#domain/schedule/layer.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import { DAY, type WallTime } from "#domain/schedule/wall-time.ts";

/** Clocks change between midnight and four in almost every zone. */
const SAFE_SINCE = DAY / 6;
const HOUR = DAY / 24;

/** Names that mean nobody, hand-overs that a clock change can move, and schedules that nothing uses. */
export function checkSchedules(configuration: Configuration): readonly Problem[] {
  const { schedules } = configuration;
  const problems = [...schedules.values()].flatMap((schedule) => checkOne(configuration, schedule));
  return [...problems, ...findIdle(configuration)];
}

function checkOne(configuration: Configuration, schedule: Schedule): readonly Problem[] {
  const { teams } = configuration;
  const { id, team, layers } = schedule;
  const path = ["schedules", id];
  const lost = teams.has(team) ? [] : [unknownName([...path, "team"], team, "teams", teams.keys())];
  return [
    ...lost,
    ...layers.flatMap((layer, index) =>
      checkLayer(configuration, layer, [...path, "layers", index]),
    ),
    ...schedule.groups.flatMap(({ permanent }, index) =>
      checkPeople(configuration, permanent, [...path, "groups", index, "permanent"]),
    ),
  ];
}

function checkLayer(
  configuration: Configuration,
  { versions }: Layer,
  path: KeyPath,
): readonly Problem[] {
  return versions.flatMap((version, index) => [
    ...checkMembers(configuration, version, path),
    // Only the last version can still be chosen freely.
    ...(index === versions.length - 1 ? checkHour(version, path) : []),
  ]);
}

function checkMembers(
  { people }: Configuration,
  { members }: LayerVersion,
  path: KeyPath,
): readonly Problem[] {
  return members.flatMap((member, index) => {
    if (member === null || people.has(member)) return [];
    return [unknownName([...path, "members", index], member, "people", people.keys())];
  });
}

function checkPeople(
  { people }: Configuration,
  named: readonly string[],
  path: KeyPath,
): readonly Problem[] {
  return named.flatMap((person, index) =>
    people.has(person) ? [] : [unknownName([...path, index], person, "people", people.keys())],
  );
}

function checkHour(version: LayerVersion, path: KeyPath): readonly Problem[] {
  return [...checkAnchor(version, path), ...checkWindows(version, path)];
}

function checkAnchor({ anchor, every }: LayerVersion, path: KeyPath): readonly Problem[] {
  const place = [...path, "anchor"];
  if (every.unit === "hours") {
    if (!startsAtNight(anchor, every.n)) return [];
    const message = `turns of ${every.n} hours from this one on change hands after midnight, when clocks may skip or repeat the hour`;
    return [warningAt(place, message, "let the anchor be a few hours earlier or later")];
  }
  if (anchor % DAY >= SAFE_SINCE) return [];
  const message = "it changes hands at night, when clocks may change and people are asleep";
  return [warningAt(place, message, "let the anchor be in working hours, such as 09:00")];
}

/** Shorter turns begin at every time of day, and longer ones that do not divide it move on. */
function startsAtNight(anchor: WallTime, hours: number): boolean {
  const length = hours * HOUR;
  if (length <= SAFE_SINCE || DAY % length !== 0) return false;
  return isAfterMidnight(anchor % length);
}

function checkWindows({ windows = [] }: LayerVersion, path: KeyPath): readonly Problem[] {
  return windows.flatMap((window, index) =>
    (["from", "to"] as const)
      .filter((edge) => isAfterMidnight(window[edge] % DAY))
      .map((edge) => {
        const message = `it ${edge === "from" ? "opens" : "closes"} after midnight, when clocks may skip or repeat the hour`;
        const fix = "choose a time that every night has once, such as 00:00 or 08:00";
        return warningAt([...path, "windows", index, edge], message, fix);
      }),
  );
}

/** Midnight itself is where days meet, and is moved by clocks in few zones. */
function isAfterMidnight(time: WallTime): boolean {
  return time > 0 && time < SAFE_SINCE;
}

function findIdle({ schedules, policies }: Configuration): readonly Problem[] {
  const targets = [...policies.values()].flatMap(({ levels }) =>
    levels.flatMap((one) => one.notify),
  );
  const others = [...schedules.values()].flatMap(({ fallback }) => fallback ?? []);
  const used = new Set(
    [...targets, ...others].map((target) => ("schedule" in target ? target.schedule : null)),
  );
  return [...schedules.keys()]
    .filter((id) => !used.has(id))
    .map((id) => {
      const fix = "name it in a level of a policy, or take it out";
      return warningAt(["schedules", id], `no policy uses the schedule ${id}`, fix);
    });
}
