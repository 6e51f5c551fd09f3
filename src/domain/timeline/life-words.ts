import { incidentName, type IncidentEvent } from "#domain/incident/incident.ts";
import type { LifeEvent as ToldEvent, Moment, Verdict } from "#domain/response/life.ts";
import { isWorse } from "#domain/severity.ts";
import { countWords } from "./alert-words.ts";
import { actorName, doer } from "./timeline-pen.ts";
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

/** How people call the moments of an incident. */
const MOMENT_WORDS: Readonly<Record<Moment, string>> = {
  impact: "start of impact",
  detected: "detection",
  acknowledged: "acknowledgement",
  mitigated: "mitigation",
  ended: "end",
};

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  actionable: "somebody was needed",
  "not-actionable": "nobody was needed",
  duplicate: "it told of what was known already",
};

const TITLE_LENGTH = 300;
const REASON_LENGTH = 500;

/** How the incident began, how bad it is, and how it ended. */
export const LIFE_WORDS: WordsOf<LifeEvent> = {
  opened: ({ severity, title, notes, drill, description = "" }, pen, by) => {
    const said = [...(description === "" ? [] : [description]), ...notes];
    const told = said.map((note) => ` ${pen.text(note, REASON_LENGTH)}`).join("");
    const what = drill === undefined ? "" : "a drill, ";
    return `${doer(by, pen)} opened it as ${what}${severity}: ${pen.text(title, TITLE_LENGTH)}.${told}`;
  },
  "severity-raised": ({ from, to }) => `The severity rose from ${from} to ${to}.`,
  resolved: ({ reason, as }, pen, by) => {
    const how = as === "false-alarm" ? "resolved it as a false alarm" : "resolved it";
    return `${doer(by, pen)} ${how}: ${pen.text(reason, REASON_LENGTH)}.`;
  },
  "merged-into": ({ into, as }, pen, by) => {
    const how = as === "duplicate" ? "merged it, as a duplicate," : "merged it";
    return `${doer(by, pen)} ${how} into ${incidentName(into)}.`;
  },
  "took-in": ({ from, alerts, counts }, pen, by) => {
    const brought = `${alerts} ${alerts === 1 ? "alert" : "alerts"} (${countWords(counts)})`;
    return `${doer(by, pen)} merged ${incidentName(from)} into it, with ${brought}.`;
  },
  reopened: ({ holdUntil, reason }, pen, by) => {
    if (reason !== undefined) {
      return `${doer(by, pen)} opened it again: ${pen.text(reason, REASON_LENGTH)}.`;
    }
    const held = holdUntil === null ? "" : `; nobody is paged before ${pen.moment(holdUntil)}`;
    return `It came back and is open again${held}.`;
  },
};

/** What people said of how it stands. */
export const TOLD_WORDS: WordsOf<ToldEvent> = {
  mitigated: (_, pen, by) => `${doer(by, pen)} mitigated it: the pain has stopped.`,
  "mitigation-undone": ({ reason }, pen, by) => {
    const why = reason === "" ? "" : `: ${pen.text(reason, REASON_LENGTH)}`;
    if (by.kind !== "person") return `It is not mitigated any more${why}.`;
    return `${doer(by, pen)} said that it is not mitigated any more${why}.`;
  },
  "severity-set": ({ from, to, reason }, pen, by) => {
    const why = reason === "" ? "" : `: ${pen.text(reason, REASON_LENGTH)}`;
    const how = isWorse(to, from) ? "raised" : "lowered";
    return `${doer(by, pen)} ${how} the severity from ${from} to ${to}${why}.`;
  },
  "severity-kept": ({ asked, severity, for: chooser }, pen) =>
    `Alerts say ${asked}; it stays ${severity}, as ${actorName(chooser, pen)} decided.`,
  "time-corrected": ({ moment, from, to, reason }, pen, by) => {
    const before = from === null ? "" : ` from ${pen.moment(from)}`;
    const why = reason === "" ? "" : `: ${pen.text(reason, REASON_LENGTH)}`;
    return `${doer(by, pen)} corrected its ${MOMENT_WORDS[moment]}${before} to ${pen.moment(to)}${why}.`;
  },
  "resolution-told": ({ text }, pen, by) =>
    `${doer(by, pen)} wrote how it was resolved: ${pen.text(text, REASON_LENGTH)}.`,
  "verdict-given": ({ verdict }, pen, by) =>
    `${doer(by, pen)} said of its page: ${VERDICT_WORDS[verdict]}.`,
};
