import type { DateTime } from "luxon";
import type { IncidentEvent, TimelineEntry } from "#domain/incident/incident.ts";
import { enumerate } from "#domain/text.ts";
import { entryWords } from "./entry-words.ts";
import { wayWords } from "./page-words.ts";
import { newestMessages } from "./saved-messages.ts";
import type { TimelinePen } from "./timeline-pen.ts";

/** What is read of a timeline: what repeats stands there once. */
export type TimelineLine = {
  /** When it happened, as whoever noted it says. */
  readonly at: DateTime;
  /** When it was written down, where that was later. */
  readonly notedAt: DateTime | null;
  readonly words: string;
  readonly kind: IncidentEvent["kind"];
  /** Whether people wrote it: a note or a message. */
  readonly isWritten: boolean;
  /** The message in Slack that it is. */
  readonly link: string | null;
  /** How often the same happened in a row, and when for the last time. */
  readonly times: number;
  readonly lastAt: DateTime;
};

type PageSent = Extract<IncidentEvent, { readonly kind: "page-sent" }>;

/** Something noted so soon after it happened was noted at once. */
const AT_ONCE = { minutes: 1 };

/** The timeline as it is read, in the order in which things happened. */
export function timelineLines(
  entries: readonly TimelineEntry[],
  pen: TimelinePen,
): readonly TimelineLine[] {
  const lines = withoutArrivals(newestMessages(entries)).map((entry) => lineOf(entry, pen));
  const folded: TimelineLine[] = [];
  for (const line of lines.toSorted((a, b) => a.at.toMillis() - b.at.toMillis())) {
    const last = folded.at(-1);
    if (last === undefined || !repeats(line, last)) folded.push(line);
    else folded[folded.length - 1] = { ...last, times: last.times + 1, lastAt: line.at };
  }
  return folded;
}

type Told = TimelineEntry & { readonly arrivals: readonly PageSent[]; readonly mark: string };

/** That a page arrived is told where it is told that it went out. */
function withoutArrivals(
  entries: readonly (TimelineEntry & { readonly mark: string })[],
): readonly Told[] {
  const arrivals = Map.groupBy(
    entries.flatMap(({ event }) => (event.kind === "page-sent" ? [event] : [])),
    ({ step }) => step,
  );
  const told = new Set<number>();
  return entries.flatMap((entry) => {
    const { event } = entry;
    if (event.kind === "page-sent" && told.has(event.step)) return [];
    if (!("targets" in event)) return [{ ...entry, arrivals: [] }];
    told.add(event.step);
    return [{ ...entry, arrivals: arrivals.get(event.step) ?? [] }];
  });
}

function lineOf(entry: Told, pen: TimelinePen): TimelineLine {
  const { at: written, event, arrivals, mark } = entry;
  const at = happenedAt(entry);
  const sent = arrivals.length === 0 ? "" : ` Sent by ${waysOf(arrivals, pen)}.`;
  return {
    at,
    notedAt: written > at.plus(AT_ONCE) ? written : null,
    words: `${entryWords(entry, pen)}${sent}${mark}`,
    kind: event.kind,
    isWritten: event.kind === "note-added" || event.kind === "message-saved",
    link: event.kind === "message-saved" ? event.link : null,
    times: 1,
    lastAt: at,
  };
}

function happenedAt({ at, event }: TimelineEntry): DateTime {
  if (event.kind === "note-added") return event.at;
  return event.kind === "message-saved" ? event.sentAt : at;
}

function waysOf(arrivals: readonly PageSent[], pen: TimelinePen): string {
  const ways = new Set(arrivals.map(({ via }) => wayWords(via, pen)));
  return enumerate([...ways], ways.size);
}

/** What people wrote is never folded: the same words at another time are another fact. */
function repeats(line: TimelineLine, last: TimelineLine): boolean {
  return !line.isWritten && line.words === last.words;
}
