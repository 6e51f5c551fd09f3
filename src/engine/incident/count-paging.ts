import type { IncidentId, TimelineEntry } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";

/** What whoever runs Muster wants to know of: levels without anybody, and policies that nobody answered. */
export function countPaging(
  { metrics, logger }: Engine,
  incident: IncidentId,
  entries: readonly TimelineEntry[],
): void {
  for (const { event } of entries) {
    if (event.kind === "level-skipped" || event.kind === "level-waits") {
      metrics.emptyLevels.inc();
      logger.warn({ incident, level: event.level + 1 }, "a level has nobody");
    }
    if (event.kind === "exhausted") {
      metrics.exhausted.inc();
      logger.error({ incident, step: event.step }, "nobody acknowledged, calling the last resort");
    }
  }
}
