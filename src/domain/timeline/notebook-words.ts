import type { MessageContent, NotebookEvent } from "#domain/response/notebook.ts";
import { enumerate } from "#domain/text.ts";
import { doer, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const TEXT_LENGTH = 1000;
const NAME_LENGTH = 80;
const MOST_FILES = 5;

/** What people added: their notes, and messages that they saved. */
export const NOTEBOOK_WORDS: WordsOf<NotebookEvent> = {
  "note-added": ({ text }, pen, by) => `${doer(by, pen)} noted: ${pen.text(text, TEXT_LENGTH)}.`,
  "message-saved": (event, pen) =>
    `${pen.text(event.author, NAME_LENGTH) || "Somebody"} wrote${said(event, pen)}.`,
  "message-edited": (event, pen, by) =>
    `${doer(by, pen)} changed a saved message; it says${said(event, pen)}.`,
  "message-deleted": () => "A saved message was deleted in Slack.",
  "message-taken-off": (_, pen, by) => `${doer(by, pen)} took a message off the timeline.`,
};

/** Such as `: “it is slow” (with graph.png)`; an image alone has no words. */
function said({ text, files }: MessageContent, pen: TimelinePen): string {
  const names = files.map((file) => pen.text(file, NAME_LENGTH));
  const listed = enumerate(names, MOST_FILES);
  if (text === "") return names.length === 0 ? " nothing" : ` with ${listed}`;
  return `: “${pen.text(text, TEXT_LENGTH)}”${names.length === 0 ? "" : ` (with ${listed})`}`;
}
