import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { timesOf, type Times } from "#domain/incident/times-of.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { context } from "#slack/words/blocks.ts";
import { span } from "#slack/words/incident-words.ts";

const CHAPTERS: readonly (readonly [Exclude<keyof Times, "impact">, string])[] = [
  ["detected", "noticed"],
  ["acknowledged", "acknowledged"],
  ["mitigated", "mitigated"],
  ["ended", "over"],
];

/** How long each chapter took since the impact began, once the pain has stopped. */
export function timesSection({ incident }: Pick<IncidentFacts, "incident">): types.KnownBlock[] {
  const times = timesOf(incident);
  if (incident.status === "merged" || times.mitigated === null) return [];
  const told = CHAPTERS.flatMap(([chapter, word]) => since(times, times[chapter], word));
  return [context(`After the impact began: ${told.join(", ")}.`)];
}

function since({ impact }: Times, at: DateTime | null, word: string): readonly string[] {
  return at === null ? [] : [`${word} after ${span(impact, at)}`];
}
