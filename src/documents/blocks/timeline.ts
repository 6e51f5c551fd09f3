import { type Drawing, list, plural, table } from "#documents/drawing.ts";
import { escaped, linked } from "#documents/escape.ts";
import type { TimelineFact } from "#domain/postmortem/timeline-facts.ts";

/** More than this nobody reads from top to bottom. */
const READABLE = 60;
const MOST_KEY = 120;
/** Of too many, how many from the end: what helped is told there. */
const LAST = 40;

export const ALL_EVENTS = "all-events";

/** What happened: all of it where that can be read, else what tells how it went. */
export function timelineBlock(drawing: Drawing): string {
  const { timeline } = drawing.facts;
  if (timeline.length === 0) return "Nothing was written down.";
  const shown = chosen(timeline);
  const left = timeline.length - shown.length;
  const tables = tablesOf(shown, drawing.zone);
  return left === 0 ? tables : `${restWords(drawing, left)}\n\n${tables}`;
}

/** Each line, also those that the timeline above leaves out. */
export function allEventsBlock({ facts: { timeline }, zone }: Drawing): string {
  if (chosen(timeline).length === timeline.length) return "The timeline above holds all of it.";
  const days = Map.groupBy(timeline, ({ at }) => at.toUTC().toISODate() ?? "");
  return [...days]
    .map(([day, lines]) => `**${day}**\n\n${list(lines.map((line) => pointOf(line, zone)))}`)
    .join("\n\n");
}

function chosen(timeline: readonly TimelineFact[]): readonly TimelineFact[] {
  if (timeline.length <= READABLE) return timeline;
  const key = timeline.filter(({ isKey }) => isKey);
  if (key.length <= MOST_KEY) return key;
  return [...key.slice(0, MOST_KEY - LAST), ...key.slice(-LAST)];
}

function restWords({ facts: { name }, has }: Drawing, left: number): string {
  const where = has(ALL_EVENTS) ? "at the end of this document" : `in \`muster timeline ${name}\``;
  return `What tells how it went; ${plural(left, "more line")} about pages, alerts and the like stand ${where}.`;
}

function tablesOf(lines: readonly TimelineFact[], zone: string): string {
  const days = Map.groupBy(lines, ({ at }) => at.toUTC().toISODate() ?? "");
  return [...days].map(([day, ofDay]) => `**${day}**\n\n${tableOf(ofDay, zone)}`).join("\n\n");
}

/** The clock of those who read it has a column where it differs. */
function tableOf(lines: readonly TimelineFact[], zone: string): string {
  const isApart = lines.some(({ at }) => at.setZone(zone).offset !== 0);
  const head = ["UTC", ...(isApart ? [zone] : []), "What happened"];
  return table(
    head,
    lines.map((line) => [
      utcTime(line),
      ...(isApart ? [localTime(line, zone)] : []),
      wordsOf(line),
    ]),
  );
}

function pointOf(line: TimelineFact, zone: string): string {
  const isApart = line.at.setZone(zone).offset !== 0;
  return `${utcTime(line)}${isApart ? ` (${localTime(line, zone)})` : ""} ${wordsOf(line)}`;
}

function utcTime({ at }: TimelineFact): string {
  return at.toUTC().toFormat("HH:mm");
}

/** With its date where that is not the one of UTC. */
function localTime({ at }: TimelineFact, zone: string): string {
  const local = at.setZone(zone);
  const isSameDay = local.toISODate() === at.toUTC().toISODate();
  return local.toFormat(isSameDay ? "HH:mm" : "d MMM HH:mm", { locale: "en" });
}

function wordsOf({ words, link }: TimelineFact): string {
  const opened = link === null ? "" : ` ${linked("message", link)}`;
  return `${escaped(words, 4000)}${opened}`;
}
