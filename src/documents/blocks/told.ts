import { type Drawing, list, moment } from "#documents/drawing.ts";
import { escaped, linked } from "#documents/escape.ts";

/** What others were told meanwhile. */
export function updatesBlock({ facts: { updates }, zone }: Drawing): string {
  if (updates.length === 0) return "No update was sent.";
  return list(
    updates.map(({ at, by, known, impact, doing }) => {
      const told = [
        ["What is known", known],
        ["Impact", impact],
        ["What is done", doing],
      ].filter(([, words]) => words !== "");
      const words = told.map(([about = "", text = ""]) => `*${about}:* ${escaped(text, 1000)}`);
      return `${moment(at, zone)}, ${escaped(by)}. ${words.join(" · ")}`;
    }),
  );
}

/** What people wrote down while it went on: notes, and messages that they kept. */
export function notesBlock({ facts: { timeline }, zone }: Drawing): string {
  const written = timeline.filter(({ isWritten }) => isWritten);
  if (written.length === 0) return "No note was taken and no message kept.";
  return list(
    written.map(({ at, words, link }) => {
      const opened = link === null ? "" : ` ${linked("message", link)}`;
      return `${moment(at, zone)} ${escaped(words, 4000)}${opened}`;
    }),
  );
}
