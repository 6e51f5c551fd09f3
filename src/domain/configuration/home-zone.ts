import type { Schedule } from "#domain/schedule/schedule.ts";
import type { Configuration } from "./configuration.ts";

/** The zone by which somebody's nights are counted: their own, else that of a layer in which they take turns. */
export function homeZone(
  { people }: Pick<Configuration, "people">,
  person: string,
  schedules: readonly Schedule[],
): string {
  const layers = schedules.flatMap((schedule) => schedule.layers);
  const versions = layers.flatMap((layer) => layer.versions.toReversed());
  const own = versions.find(({ members }) => members.includes(person));
  return people.get(person)?.timezone ?? own?.zone ?? schedules[0]?.timezone ?? "utc";
}
