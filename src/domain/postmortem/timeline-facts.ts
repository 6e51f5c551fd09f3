import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { IncidentEvent, TimelineEntry } from "#domain/incident/incident.ts";
import { timelineLines, type TimelineLine } from "#domain/timeline/timeline-lines.ts";
import type { TimelinePen } from "#domain/timeline/timeline-pen.ts";

/** One line of the timeline, in plain words. */
export type TimelineFact = {
  readonly at: DateTime;
  readonly words: string;
  /** The message in Slack that it is. */
  readonly link: string | null;
  /** Whether people wrote it: a note or a message. */
  readonly isWritten: boolean;
  /** Whether it tells how the incident went, rather than how it was paged and kept. */
  readonly isKey: boolean;
};

/** What others were told. */
export type UpdateFact = {
  readonly at: DateTime;
  readonly by: string;
  readonly known: string;
  readonly impact: string;
  readonly doing: string;
};

/** What is left when a long incident must be read in a few minutes. */
const KEY: ReadonlySet<IncidentEvent["kind"]> = new Set<IncidentEvent["kind"]>([
  "opened",
  "severity-raised",
  "severity-set",
  "acknowledged",
  "taken-over",
  "role-given",
  "exhausted",
  "mitigation-started",
  "mitigation-finished",
  "mitigated",
  "mitigation-undone",
  "impact-given",
  "quiet-began",
  "quiet-ended",
  "update-posted",
  "note-added",
  "message-saved",
  "silence-holds",
  "took-in",
  "merged-into",
  "resolved",
  "resolution-told",
  "reopened",
]);

/** What happened, in the order in which it did. */
export function timelineFacts(
  entries: readonly TimelineEntry[],
  pen: TimelinePen,
): readonly TimelineFact[] {
  return timelineLines(entries.filter(isOfIncident), pen).map((line) => ({
    at: line.at,
    words: `${line.words}${asideWords(line, pen)}`,
    link: line.link,
    isWritten: line.isWritten,
    isKey: KEY.has(line.kind),
  }));
}

/** How the postmortem itself came about is no part of what it tells. */
function isOfIncident({ event }: TimelineEntry): boolean {
  return !event.kind.startsWith("postmortem-");
}

function asideWords({ times, lastAt, notedAt }: TimelineLine, { moment }: TimelinePen): string {
  const repeated = times === 1 ? "" : ` (${times} times, last ${moment(lastAt)})`;
  return `${repeated}${notedAt === null ? "" : ` (noted ${moment(notedAt)})`}`;
}

/** What others were told, oldest first. */
export function updateFacts(
  entries: readonly TimelineEntry[],
  nameOf: (actor: Actor) => string,
): readonly UpdateFact[] {
  return entries.flatMap(({ at, by, event }) => {
    if (event.kind !== "update-posted") return [];
    const { known, impact, doing } = event;
    return [{ at, by: nameOf(by), known, impact, doing }];
  });
}
