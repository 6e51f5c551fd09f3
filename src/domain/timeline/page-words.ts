import type { IncidentEvent } from "#domain/incident/incident.ts";
import { SLACK } from "#domain/way.ts";
import { targetName, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

/** What became of a page to one person or channel. */
export type PageResultEvent = Extract<
  IncidentEvent,
  {
    readonly kind: "page-sent" | "page-failed" | "page-dropped" | "way-failed" | "slack-silent";
  }
>;

const REASON_LENGTH = 200;

/** Whether a page arrived, and by which way. */
export const PAGE_WORDS: WordsOf<PageResultEvent> = {
  "page-sent": ({ target, via }, pen) =>
    `The page to ${targetName(target, pen)} was sent by ${wayWords(via, pen)}.`,
  "page-failed": ({ target, error }, pen) =>
    `The page to ${targetName(target, pen)} could not be delivered: ${pen.text(error, REASON_LENGTH)}.`,
  "page-dropped": ({ target, reason }, pen) =>
    `The page to ${targetName(target, pen)} was not sent any more: ${pen.text(reason, REASON_LENGTH)}.`,
  "way-failed": ({ target, via, error, next }, pen) =>
    `The page to ${targetName(target, pen)} failed by ${wayWords(via, pen)}: ${pen.text(error, REASON_LENGTH)}${nextWords(next, pen)}.`,
  "slack-silent": ({ target, silence, next }, pen) => {
    const why = silence.kind === "away" ? "they are away" : "Do Not Disturb is on";
    return `Slack does not ring for ${targetName(target, pen)}: ${why}${nextWords(next, pen)}.`;
  },
};

function nextWords(next: string | null, pen: TimelinePen): string {
  return next === null ? "" : `; ${wayWords(next, pen)} is used at once`;
}

export function wayWords(way: string, pen: TimelinePen): string {
  return way === SLACK ? "Slack" : pen.text(way, REASON_LENGTH);
}
