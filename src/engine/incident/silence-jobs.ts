import type { DateTime } from "luxon";
import type { Incident, IncidentId, TimelineEntry } from "#domain/incident/incident.ts";
import { liveSilences, type IncidentSilence } from "#domain/response/silences.ts";
import type { NewJob } from "#store/job/jobs.ts";

/** Sources are told of silences, and looked at for them, in one lane for each: two people's never overtake each other. */
export function silenceJob(incident: IncidentId, source: string, runAt?: DateTime): NewJob {
  return {
    lane: `silence:${source}`,
    kind: "silence",
    payload: { incident, source },
    runAt,
    dedupe: `silence/${incident}`,
  };
}

/** Whatever somebody asked for is done at once, and what came with another incident is looked after from here. */
export function silenceJobs(
  { id, silences }: Incident,
  entries: readonly TimelineEntry[],
): readonly NewJob[] {
  const isAsked = entries.some(({ event }) => ASKS.has(event.kind));
  return isAsked ? sourcesOf(liveSilences(silences)).map((source) => silenceJob(id, source)) : [];
}

const ASKS: ReadonlySet<string> = new Set([
  "silence-asked",
  "silence-extension-asked",
  "silence-end-asked",
  "silences-taken-in",
]);

function sourcesOf(silences: readonly IncidentSilence[]): readonly string[] {
  return [...new Set(silences.map(({ source }) => source))];
}
