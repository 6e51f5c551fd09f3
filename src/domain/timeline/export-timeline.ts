import type { DateTime } from "luxon";
import { incidentName, type Incident, type TimelineEntry } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { entryWords } from "./entry-words.ts";
import { timelineLines, type TimelineLine } from "./timeline-lines.ts";
import type { TimelinePen } from "./timeline-pen.ts";

/** An incident and all that happened. */
export type TimelineRecord = {
  readonly incident: Incident;
  readonly entries: readonly TimelineEntry[];
  readonly nameOf: (person: string) => string;
};

/** Marks that would make something of a text in Markdown. */
const MARKS = /[\\`*_{}[\]<>#|~]/gu;

/** For people: what happened in order, by day, in UTC. */
export function timelineMarkdown({ incident, entries, nameOf }: TimelineRecord): string {
  const { id, title, severity, service, status, startedAt, resolvedAt } = incident;
  const lines = timelineLines(entries, { ...MARKDOWN, nameOf });
  const days = Map.groupBy(lines, ({ at }) => at.toUTC().toISODate());
  const over = resolvedAt === null ? "" : `, over ${utc(resolvedAt)}`;
  return [
    `# ${incidentName(id)}: ${MARKDOWN.text(title, 300)}`,
    `${severity}, service ${MARKDOWN.text(service, 80)}, ${status}. Began ${utc(startedAt)}${over}. All times are UTC.`,
    ...[...days].flatMap(([day, ofDay]) => [`## ${day}`, ofDay.map(markdownLine).join("\n")]),
    "",
  ].join("\n\n");
}

/** For programs: every entry as it was written, and its words. */
export function timelineJson({ incident, entries, nameOf }: TimelineRecord): string {
  const { id, title, severity, service, status, startedAt, openedAt, resolvedAt } = incident;
  const written = entries.map(({ at, by, event }) => {
    const words = entryWords({ at, by, event }, { ...PLAIN, nameOf });
    return { at, by, words, event };
  });
  const about = { id: incidentName(id), title, severity, service, status };
  const times = { startedAt, openedAt, resolvedAt };
  return `${JSON.stringify({ incident: { ...about, ...times }, timeline: written }, null, 2)}\n`;
}

type Writing = Omit<TimelinePen, "nameOf">;

/** For whoever escapes it where it is shown. */
export const PLAIN: Writing = {
  text: oneLine,
  moment: utc,
  channel: (channel) => `#${channel.replace(/^#/u, "")}`,
  userGroup: (group) => `the user group ${group}`,
};

const MARKDOWN: Writing = {
  text: (text, most) => escaped(oneLine(text, most)),
  moment: utc,
  channel: (channel) => escaped(PLAIN.channel(channel)),
  userGroup: (group) => escaped(PLAIN.userGroup(group)),
};

function markdownLine({ at, words, link, times, lastAt, notedAt }: TimelineLine): string {
  const repeated = times === 1 ? "" : ` (${times} times, last ${utc(lastAt)})`;
  const noted = notedAt === null ? "" : ` (noted ${utc(notedAt)})`;
  const opened = link === null ? "" : ` [message](<${encodeURI(link)}>)`;
  return `- **${at.toUTC().toFormat("HH:mm")}** ${words}${repeated}${noted}${opened}`;
}

function utc(moment: DateTime): string {
  return moment.toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'");
}

function escaped(text: string): string {
  return text.replaceAll(MARKS, "\\$&");
}
