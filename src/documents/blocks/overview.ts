import { type Drawing, lengthWords, list, moment } from "#documents/drawing.ts";
import { escaped } from "#documents/escape.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import type { ChapterName } from "#domain/postmortem/timings.ts";

/** What it was, whose, how bad and how long, at a glance. */
export function overviewBlock({ facts, zone }: Drawing): string {
  const { severity, service, team, people, timings, resolution, description } = facts;
  const owner = team === null ? "team not known" : `team ${escaped(team.name)}`;
  return list([
    `**Severity:** ${severity}`,
    `**Service:** ${escaped(service.name)} (${owner})`,
    `**Status:** ${statusWords(facts)}`,
    `**Lead:** ${people.lead === null ? "nobody led it" : escaped(people.lead)}`,
    `**Began:** ${chapterWords(facts, "impact", zone)}`,
    `**Mitigated:** ${chapterWords(facts, "mitigated", zone)}`,
    `**Over:** ${chapterWords(facts, "resolved", zone)}`,
    `**Impact lasted:** ${timings.impactLength.kind === "known" ? lengthWords(timings.impactLength.value) : `not known: ${escaped(timings.impactLength.reason)}`}`,
    ...(description === "" ? [] : [`**Described as:** ${escaped(description)}`]),
    ...(resolution === null ? [] : [`**Resolution:** ${escaped(resolution)}`]),
  ]);
}

const ENDINGS = { "false-alarm": "a false alarm", duplicate: "a duplicate" } as const;

function statusWords({ status, isDrill, ending }: PostmortemFacts): string {
  const asWhat = ending === null ? "" : `, as ${ENDINGS[ending]}`;
  return `${status}${asWhat}${isDrill ? " (an exercise: it counts nowhere)" : ""}`;
}

function chapterWords({ timings }: PostmortemFacts, name: ChapterName, zone: string): string {
  const chapter = timings.chapters.find((one) => one.name === name);
  if (chapter === undefined) return "not known";
  if (chapter.at.kind === "unknown") return `not known: ${escaped(chapter.at.reason)}`;
  return moment(chapter.at.value.at, zone);
}
