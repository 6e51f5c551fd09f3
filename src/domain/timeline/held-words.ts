import type { IncidentEvent } from "#domain/incident/incident.ts";
import { actorName, doer, peopleNames, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

type HeldEvent = Extract<
  IncidentEvent,
  {
    readonly kind:
      | "acknowledged"
      | "also-acknowledged"
      | "still-on-it"
      | "escalated"
      | "handed-back"
      | "taken-over"
      | "snoozed";
  }
>;

const WAY_LENGTH = 80;

/** Who has the incident. */
export const HELD_WORDS: WordsOf<HeldEvent> = {
  acknowledged: ({ via, unanswered = [] }, pen, by) => {
    const others = unanswered.length === 0 ? "" : `; ${peopleNames(unanswered, pen)} must too`;
    return `${doer(by, pen)} acknowledged it${wayWords(via, pen)}${others}.`;
  },
  "also-acknowledged": ({ via }, pen, by) =>
    `${doer(by, pen)} acknowledged it too${wayWords(via, pen)}.`,
  "still-on-it": (_, pen, by) => `${doer(by, pen)} is still on it.`,
  escalated: (_, pen, by) => `${doer(by, pen)} escalated it.`,
  "handed-back": (_, pen, by) => `${doer(by, pen)} handed it back.`,
  "taken-over": ({ from }, pen, by) =>
    `${doer(by, pen)} took it over from ${actorName(from, pen)}.`,
  snoozed: ({ until }, pen, by) => `${doer(by, pen)} snoozed it until ${pen.moment(until)}.`,
};

/** Slack goes without saying. */
function wayWords(via: string | undefined, pen: TimelinePen): string {
  return via === undefined ? "" : ` by ${pen.text(via, WAY_LENGTH)}`;
}
