import type { types } from "@slack/bolt";
import { DateTime } from "luxon";
import type { Report } from "#domain/learning/report.ts";
import { suggestionWords } from "#domain/learning/suggestion-words.ts";
import type { Span } from "#domain/schedule/span.ts";
import { context, header, message, type Message, section } from "#slack/words/blocks.ts";
import { outside, plainLine } from "#slack/words/mrkdwn.ts";
import {
  budgetWords,
  incidentWords,
  lackWords,
  pageWords,
  repairWords,
  timingWords,
} from "./figure-words.ts";

export type ReportView = {
  readonly report: Report;
  readonly teamName: string;
  /** The command about who is on call, such as /oncall. */
  readonly command: string;
  /** The team's id, as people type it. */
  readonly team: string;
};

const NAME_LENGTH = 80;
const SUGGESTION_LENGTH = 600;

/** What the week was like, and what could be done about it: short enough to be read. */
export function renderReport(view: ReportView): Message {
  const { report, teamName } = view;
  const days = daysOf(report.told.span, report.zone);
  const figures = [
    pageWords(report),
    incidentWords(report),
    ...timingWords(report),
    ...budgetWords(report),
    ...repairWords(report.told),
    ...lackWords(report.lately),
  ];
  const advice = adviceLines(report);
  const blocks: types.KnownBlock[] = [
    header(`The week of ${plainLine(teamName, NAME_LENGTH)}: ${days}`),
    section(...figures),
    ...(advice.length === 0 ? [] : [section(...advice)]),
    context(smallPrint(view)),
  ];
  const title = `The week of ${outside(teamName, NAME_LENGTH)}: ${days}`;
  return message([title, ...figures, ...advice].join("\n"), blocks);
}

function adviceLines({ suggestions }: Report): readonly string[] {
  if (suggestions.length === 0) return [];
  return [
    "*Worth doing, from the last four weeks:*",
    ...suggestions.map((one) => `• ${outside(suggestionWords(one), SUGGESTION_LENGTH)}`),
  ];
}

function smallPrint({ report, command, team }: ReportView): string {
  return `${report.week}, by the clock of ${report.zone}; nights are 22:00 to 8:00 where each person lives. Another week: \`${command} report ${team} 2026-W01\``;
}

/** Such as 16 to 22 November 2026. */
function daysOf({ start, end }: Span, zone: string): string {
  const [first, last] = [start, end - 1].map((at) =>
    DateTime.fromMillis(at, { zone, locale: "en" }),
  );
  if (first === undefined || last === undefined) return "";
  const month = first.month === last.month ? "d" : "d MMMM";
  return `${first.toFormat(month)} to ${last.toFormat("d MMMM yyyy")}`;
}
