import { percent } from "#domain/objective/budget-policy.ts";
import type { ImpactEvent } from "#domain/response/impact.ts";
import { doer, type TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

const REASON_LENGTH = 500;
const NAME_LENGTH = 200;

/** When it hurt and what that used, as people gave it. */
export const IMPACT_WORDS: WordsOf<ImpactEvent> = {
  "impact-given": ({ start, end, reason }, pen, by) => {
    const from = start === null ? "" : ` from ${pen.moment(start)}`;
    const to = end === null ? "" : ` until ${pen.moment(end)}`;
    return `${doer(by, pen)} said that it hurt${from}${to}: ${why(reason, pen)}.`;
  },
  "impact-left-to-metric": ({ reason }, pen, by) =>
    `${doer(by, pen)} left it to the metric when it hurt: ${why(reason, pen)}.`,
  "share-given": ({ objective, percent: failed, minutes, share, reason }, pen, by) => {
    const what = `${failed} % of all failed for ${minutes} minutes`;
    return `${doer(by, pen)} said that ${what}, ${percent(share)} of the error budget of ${pen.text(objective, NAME_LENGTH)}: ${why(reason, pen)}.`;
  },
  "share-withdrawn": ({ objective, reason }, pen, by) =>
    `${doer(by, pen)} left it to the metric what was used of the error budget of ${pen.text(objective, NAME_LENGTH)}: ${why(reason, pen)}.`,
  "severity-suggested": ({ severity, reason }, pen) =>
    `The error budget suggests ${severity}: ${why(reason, pen)}. People decide.`,
};

function why(reason: string, pen: TimelinePen): string {
  return pen.text(reason, REASON_LENGTH);
}
