import { matchersText } from "#domain/alert/silence-matcher.ts";
import type { SilenceEvent } from "#domain/response/silences.ts";
import { doer, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const MATCHERS_LENGTH = 400;
const TEXT_LENGTH = 300;
const SOURCE_LENGTH = 80;

/** What is kept quiet at its source, by whom and until when. */
export const SILENCE_WORDS: WordsOf<SilenceEvent> = {
  "silence-asked": ({ source, matchers, until, comment }, pen, by) =>
    `${doer(by, pen)} silences ${pen.text(matchersText(matchers), MATCHERS_LENGTH)} at ${named(source, pen)} until ${pen.moment(until)}: ${pen.text(comment, TEXT_LENGTH)}.`,
  "silence-extension-asked": ({ source, until }, pen, by) =>
    `${doer(by, pen)} extends the silence at ${named(source, pen)} until ${pen.moment(until)}.`,
  "silence-end-asked": ({ source }, pen, by) =>
    `${doer(by, pen)} wants the silence at ${named(source, pen)} to end.`,
  "silence-holds": ({ source, until, isFound }, pen) => {
    const there = isFound ? "The same silence was there before" : "The silence holds";
    return `${there} at ${named(source, pen)}, until ${pen.moment(until)}.`;
  },
  "silence-delayed": ({ source, reason }, pen) =>
    `The silence has to wait for ${named(source, pen)}: ${pen.text(reason, TEXT_LENGTH)}.`,
  "silence-failed": ({ source, what, reason }, pen) =>
    `The silence at ${named(source, pen)} could not be ${DONE[what]}: ${pen.text(reason, TEXT_LENGTH)}.`,
  "silence-ending": ({ source, until, hides }, pen) =>
    `The silence at ${named(source, pen)} ends at ${pen.moment(until)}, and ${hides} ${hides === 1 ? "alert that it hides still fires" : "alerts that it hides still fire"}.`,
  "silence-ended": ({ source, how }, pen, by) => {
    switch (how) {
      case "by-hand":
        return `${doer(by, pen)} ended the silence at ${named(source, pen)}.`;
      case "at-source":
        return `Somebody ended the silence at ${named(source, pen)} itself.`;
      case "ran-out":
        return `The silence at ${named(source, pen)} ran out.`;
    }
  },
  "silences-taken-in": ({ silences }) =>
    `${silences.length} ${silences.length === 1 ? "silence goes" : "silences go"} on here.`,
};

const DONE = { make: "made", extend: "extended", end: "ended" } as const;

function named(source: string, pen: TimelinePen): string {
  return pen.text(source, SOURCE_LENGTH);
}
