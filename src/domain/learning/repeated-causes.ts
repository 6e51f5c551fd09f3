import { isReal } from "./judgement.ts";
import type { PastIncident } from "./past.ts";

/** The same trouble, again and again. */
export type RepeatedCause = {
  readonly title: string;
  readonly service: string;
  /** By number, the oldest first. */
  readonly incidents: readonly number[];
};

const OFTEN = 2;

/** What came back and of which nobody has made a follow-up; what came most often is first. */
export function repeatedWithoutRepair(
  incidents: readonly PastIncident[],
): readonly RepeatedCause[] {
  const byCause = Map.groupBy(incidents.filter(isReal), ({ key }) => key);
  return [...byCause.values()]
    .filter((same) => same.length >= OFTEN && same.every(({ followUps }) => followUps === 0))
    .map(causeOf)
    .toSorted((one, other) => other.incidents.length - one.incidents.length);
}

function causeOf(same: readonly PastIncident[]): RepeatedCause {
  const ordered = same.toSorted((one, other) => one.id - other.id);
  const latest = ordered.at(-1);
  return {
    title: latest?.title ?? "",
    service: latest?.service ?? "",
    incidents: ordered.map(({ id }) => id),
  };
}
