import type { IncidentEvent, TimelineEntry } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";

/** How incidents end, and whether their pages were worth waking somebody for. */
export function countLife({ metrics }: Engine, entries: readonly TimelineEntry[]): void {
  for (const { event } of entries) {
    const ending = endingOf(event);
    if (ending !== null) metrics.incidentsEnded.inc({ ending });
    if (event.kind === "verdict-given") metrics.pageVerdicts.inc({ verdict: event.verdict });
  }
}

function endingOf(event: IncidentEvent): string | null {
  if (event.kind === "resolved") return event.as ?? "resolved";
  return event.kind === "merged-into" ? (event.as ?? "merged") : null;
}
