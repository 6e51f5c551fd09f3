import { type DateTime, IANAZone } from "luxon";
import { drawingTrouble } from "#charts/can-draw.ts";
import type { Loaded } from "#config/load.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { NOTHING, type Result } from "./examined.ts";

/** Governments change their clocks at a few months' notice. */
const MOST_YEARS_OLD = 1;

export async function examineCharts(): Promise<Result> {
  const trouble = await drawingTrouble();
  if (trouble === null) return { findings: [], notes: ["fonts and images work"] };
  return { findings: [`words take the place of charts: ${trouble}`], notes: [] };
}

/** Whether this Node knows the zones of muster.yaml, and how old what it knows is. */
export function examineTimeZones(
  loaded: Loaded,
  now: DateTime,
  version = process.versions.tz ?? "",
): Result {
  if (!loaded.ok) return NOTHING;
  const unknown = zonesOf(loaded.configuration).filter((zone) => !IANAZone.isValidZone(zone));
  // Without a year in it nobody knows.
  const isOld = Number.parseInt(version.slice(0, 4), 10) < now.year - MOST_YEARS_OLD;
  const old = `what Node knows of time zones is of ${version}: update Node, or clock changes may be missed`;
  return {
    findings: [
      ...unknown.map((zone) => `Node does not know the zone ${zone}: update Node`),
      ...(isOld ? [old] : []),
    ],
    notes: isOld ? [] : [`version ${version}`],
  };
}

function zonesOf({ schedules, people }: Configuration): readonly string[] {
  const zones = [...schedules.values()].map(({ timezone }) => timezone);
  const homes = [...people.values()].flatMap(({ timezone }) => timezone ?? []);
  return [...new Set([...zones, ...homes])];
}
