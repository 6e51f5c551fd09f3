import type { MitigationEvent, MitigationOutcome } from "#domain/response/mitigation.ts";
import { doer, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const TEXT_LENGTH = 150;
const NOTE_LENGTH = 500;

const OUTCOMES: Readonly<Record<MitigationOutcome, string>> = {
  better: "it got better",
  "no-change": "nothing changed",
  worse: "it got worse",
  reverted: "it was reverted",
};

/** What was done to stop the pain. */
export const MITIGATION_WORDS: WordsOf<MitigationEvent> = {
  "mitigation-planned": ({ runbook, steps }, pen) => {
    const count = steps.length === 1 ? "one step" : `${steps.length} steps`;
    return `The runbook “${pen.text(runbook, TEXT_LENGTH)}” lists ${count} that may stop the pain.`;
  },
  "mitigation-added": (event, pen, by) => `${doer(by, pen)} added ${stepWords(event, pen)}.`,
  "mitigation-started": (event, pen, by) => `${doer(by, pen)} started ${stepWords(event, pen)}.`,
  "mitigation-finished": ({ outcome, note, ...event }, pen, by) =>
    `${doer(by, pen)} finished ${stepWords(event, pen)}: ${OUTCOMES[outcome]}${noteWords(note, pen)}.`,
  "mitigation-skipped": ({ note, ...event }, pen, by) =>
    `${doer(by, pen)} skipped ${stepWords(event, pen)}${noteWords(note, pen)}.`,
};

function stepWords(
  { number, text }: { readonly number: number; readonly text: string },
  pen: TimelinePen,
): string {
  return `mitigation step ${number} “${pen.text(text, TEXT_LENGTH)}”`;
}

function noteWords(note: string, pen: TimelinePen): string {
  return note === "" ? "" : `. ${pen.text(note, NOTE_LENGTH)}`;
}
