import type { TimelineEntry } from "#domain/incident/incident.ts";
import { isAt, type MessagePlace } from "#domain/response/notebook.ts";

/** An entry as it is read, and what must be said behind its words. */
type Read = TimelineEntry & { readonly mark: string };

type SavedEvent = Extract<TimelineEntry["event"], { readonly kind: "message-saved" }>;

/** What became of saved messages; it is told where they stand. */
const FOLLOWING: ReadonlySet<string> = new Set([
  "message-edited",
  "message-deleted",
  "message-taken-off",
]);

/**
 * Saved messages as they are now, at their place in the log: with their newest words, and without those that were
 * taken off. What they said before stays in the log.
 */
export function newestMessages(entries: readonly TimelineEntry[]): readonly Read[] {
  const newest = new Map<string, number>();
  for (const [index, { event }] of entries.entries()) {
    if (event.kind === "message-saved") newest.set(keyOf(event), index);
    if (event.kind === "message-taken-off") newest.delete(keyOf(event));
  }
  return entries.flatMap((entry, index): readonly Read[] => {
    const { event } = entry;
    if (FOLLOWING.has(event.kind)) return [];
    if (event.kind !== "message-saved") return [{ ...entry, mark: "" }];
    if (newest.get(keyOf(event)) !== index) return [];
    return [{ ...entry, ...readNow(event, entries.slice(index)) }];
  });
}

function readNow(saved: SavedEvent, later: readonly TimelineEntry[]): Pick<Read, "event" | "mark"> {
  const events = later.map(({ event }) => event);
  const edit = events
    .filter((event) => event.kind === "message-edited")
    .findLast((event) => isAt(event, saved));
  const isDeleted = events
    .filter((event) => event.kind === "message-deleted")
    .some((event) => isAt(event, saved));
  const changed = edit === undefined ? saved : { ...saved, text: edit.text, files: edit.files };
  const marks = [
    ...(edit === undefined ? [] : [" (edited since)"]),
    ...(isDeleted ? [" (deleted in Slack since)"] : []),
  ];
  return { event: changed, mark: marks.join("") };
}

function keyOf({ channel, ts }: MessagePlace): string {
  return `${channel}/${ts}`;
}
