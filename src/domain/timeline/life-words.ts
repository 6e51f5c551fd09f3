import { incidentName, type IncidentEvent } from "#domain/incident/incident.ts";
import { countWords } from "./alert-words.ts";
import { doer } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

type LifeEvent = Extract<
  IncidentEvent,
  {
    readonly kind:
      | "opened"
      | "severity-raised"
      | "resolved"
      | "merged-into"
      | "took-in"
      | "reopened";
  }
>;

const TITLE_LENGTH = 300;
const REASON_LENGTH = 500;

/** How the incident began, how bad it is, and how it ended. */
export const LIFE_WORDS: WordsOf<LifeEvent> = {
  opened: ({ severity, title, notes }, pen, by) => {
    const told = notes.map((note) => ` ${pen.text(note, REASON_LENGTH)}`).join("");
    return `${doer(by, pen)} opened it as ${severity}: ${pen.text(title, TITLE_LENGTH)}.${told}`;
  },
  "severity-raised": ({ from, to }) => `The severity rose from ${from} to ${to}.`,
  resolved: ({ reason }, pen, by) =>
    `${doer(by, pen)} resolved it: ${pen.text(reason, REASON_LENGTH)}.`,
  "merged-into": ({ into }, pen, by) => `${doer(by, pen)} merged it into ${incidentName(into)}.`,
  "took-in": ({ from, alerts, counts }, pen, by) => {
    const brought = `${alerts} ${alerts === 1 ? "alert" : "alerts"} (${countWords(counts)})`;
    return `${doer(by, pen)} merged ${incidentName(from)} into it, with ${brought}.`;
  },
  reopened: ({ holdUntil }, pen) => {
    const held = holdUntil === null ? "" : `; nobody is paged before ${pen.moment(holdUntil)}`;
    return `It came back and is open again${held}.`;
  },
};
