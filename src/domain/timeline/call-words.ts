import type { CallEvent } from "#domain/response/call.ts";
import { doer, targetNames } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const REASON_LENGTH = 300;

/** Who was asked by hand to help, and who came. */
export const CALL_WORDS: WordsOf<CallEvent> = {
  called: ({ targets, reason }, pen, by) =>
    `${doer(by, pen)} paged ${targetNames(targets, pen)}: ${pen.text(reason, REASON_LENGTH)}.`,
  joined: ({ via }, pen, by) =>
    `${doer(by, pen)} joined${via === undefined ? "" : ` by ${pen.text(via, 80)}`}.`,
};
