import { type Drawing, lengthWords, moment, table } from "#documents/drawing.ts";
import { escaped } from "#documents/escape.ts";
import type { Chapter, ChapterName } from "#domain/postmortem/timings.ts";

const CHAPTER_WORDS: Readonly<Record<ChapterName, string>> = {
  impact: "Start of impact",
  "first-alert": "First alert",
  "first-page": "First page",
  acknowledged: "Acknowledged",
  mitigated: "Mitigated",
  resolved: "Resolved",
};

/** When each chapter began, how that is known, and how long it took since the one before. */
export function timingsBlock({ facts: { timings }, zone }: Drawing): string {
  const head = ["What", "When", "Since the one before", "How it is known"];
  return table(
    head,
    timings.chapters.map((chapter) => rowOf(chapter, zone)),
  );
}

function rowOf({ name, at, after }: Chapter, zone: string): readonly string[] {
  const what = CHAPTER_WORDS[name];
  if (at.kind === "unknown") return [what, "not known", "not known", escaped(at.reason)];
  return [what, moment(at.value.at, zone), gapWords(after), escaped(at.value.from)];
}

/** Times that are out of order are told so: nobody is to read a negative gap as a short one. */
function gapWords(after: Chapter["after"]): string {
  if (after === null) return "—";
  const since = CHAPTER_WORDS[after.name].toLowerCase();
  const length = lengthWords(after.length);
  if (after.length.toMillis() < 0) return `${length} **before** ${since}: out of order`;
  return `${length} after ${since}`;
}
