import type { PagingEvent } from "#domain/escalation/escalation.ts";
import { targetNames, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const REASON_LENGTH = 200;

/** Where the paging went, and why. */
export const PAGING_WORDS: WordsOf<PagingEvent> = {
  held: ({ until }, pen) => `Nobody is paged before ${pen.moment(until)}: it may end by itself.`,
  paged: (event, pen) =>
    `Paged ${targetNames(event.targets, pen)} (${levelWords(event)}): ${reason(event, pen)}.`,
  "paged-again": (event, pen) =>
    `Paged ${targetNames(event.targets, pen)} again: ${reason(event, pen)}.`,
  "level-skipped": (event) => `Nobody is there for ${levelWords(event)}: it was left out.`,
  "level-waits": (event, pen) =>
    `Nobody is there for ${levelWords(event)}: the next one is paged at ${pen.moment(event.nextAt)}.`,
  "round-ended": ({ round, nextAt }, pen) =>
    `Nobody acknowledged in round ${round}: the next one begins at ${pen.moment(nextAt)}.`,
  exhausted: (event, pen) =>
    `Called ${targetNames(event.targets, pen)} as the last resort: ${reason(event, pen)}.`,
  asked: ({ targets, until }, pen) =>
    `Asked ${targetNames(targets, pen)} whether they are still on it, until ${pen.moment(until)}.`,
  "acknowledgement-kept": (event, pen) =>
    `The acknowledgement holds until ${pen.moment(event.until)}: ${reason(event, pen)}.`,
};

function levelWords({ level, round }: { readonly level: number; readonly round: number }): string {
  return `level ${level + 1}${round > 1 ? `, round ${round}` : ""}`;
}

function reason(event: { readonly reason: string }, pen: TimelinePen): string {
  return pen.text(event.reason, REASON_LENGTH);
}
