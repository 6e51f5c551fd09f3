import type { BudgetTrend } from "#domain/learning/budget-trend.ts";
import type { Learning } from "#domain/learning/learning.ts";
import type { Spread } from "#domain/learning/quantile.ts";
import type { Repairs } from "#domain/learning/repairs.ts";
import { followUps, unreadableWords } from "#domain/learning/suggestion-words.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import { plural } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";

const NAME_LENGTH = 80;
const LIST_LENGTH = 500;
const MOST_BUDGETS = 4;
const SEVERITIES = ["SEV1", "SEV2", "SEV3", "SEV4"] as const;

type Weeks = { readonly told: Learning; readonly before: Learning };

export function pageWords({ told, before }: Weeks): string {
  const { pages, outOfHours, wokenNights } = told.whole.load;
  const off = pages === 0 ? "" : `, ${outOfHours} of them out of hours`;
  const nights = plural(wokenNights, "woken night");
  const shift = told.whole.pagesPerShift;
  const perShift = shift === null ? "" : `, ${rounded(shift)} for each shift`;
  return `*Pages:* ${pages}${off}${perShift}; ${nights} (${comparison(pages, before.whole.load.pages)})`;
}

export function incidentWords({ told, before }: Weeks): string {
  const { incidents, bySeverity, falseAlarms } = told.whole;
  const kinds = SEVERITIES.filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${bySeverity[severity]} ${severity}`)
    .join(", ");
  const which = kinds === "" ? "" : `: ${kinds}`;
  const wrong = falseAlarms === 0 ? "" : `; ${plural(falseAlarms, "false alarm")}`;
  return `*Incidents:* ${incidents}${which}${wrong} (${comparison(incidents, before.whole.incidents)})`;
}

/** Of the four weeks that were read for it. */
export function lackWords(lately: Learning): readonly string[] {
  const words = unreadableWords(lately.unreadable);
  return words === null ? [] : [`:warning: ${words}`];
}

/** The median, and of how many: a median of three says little. */
export function timingWords({ told, before }: Weeks): readonly string[] {
  const [now, then] = [told.whole.timings, before.whole.timings];
  if (now.resolve.count === 0 && now.acknowledge.count === 0) return [];
  const unanswered =
    now.unanswered === 0 ? "" : `; ${plural(now.unanswered, "incident")} nobody took`;
  return [
    `*Until somebody answered:* ${medianWords(now.acknowledge, then.acknowledge)}${unanswered}`,
    `*Until it was over:* ${medianWords(now.resolve, then.resolve)}`,
  ];
}

export function budgetWords({ told }: Weeks): readonly string[] {
  if (told.budgets.length === 0) return [];
  const named = told.budgets.slice(0, MOST_BUDGETS).map(trendWords);
  const rest = told.budgets.length - named.length;
  return [`*Error budgets:* ${named.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`];
}

export function repairWords({ repairs }: Learning): readonly string[] {
  const { made, done, open, overdue } = repairs;
  if (made + done + open === 0) return [];
  const late = overdue.length === 0 ? "none overdue" : `${overdue.length} overdue`;
  const urgent = overdue.filter(({ isP0 }) => isP0);
  return [
    `*Repairs:* ${done} done, ${made} made, ${open} open, ${late}${dueWords(repairs)}`,
    ...(urgent.length === 0
      ? []
      : [`:warning: *P0 overdue:* ${outside(followUps(urgent), LIST_LENGTH)}`]),
  ];
}

function dueWords({ due, kept }: Repairs): string {
  return due === 0 ? "" : `; of ${due} that fell due, ${kept} done`;
}

function trendWords({ objective, remaining, change, spent, daysCounted }: BudgetTrend): string {
  const name = outside(objective, NAME_LENGTH);
  if (remaining === null) return `${name} not known`;
  const left = remaining < 0 ? `overdrawn by ${percent(-remaining)}` : `${percent(remaining)} left`;
  const moved = change === null ? "" : `, ${pointWords(change)}`;
  const used = spent === null ? "" : `, ${percent(spent)} used in ${plural(daysCounted, "day")}`;
  return `${name} ${left}${moved}${used}`;
}

/** Of what is left: a difference of shares is told in points. */
function pointWords(change: number): string {
  const points = Math.round(Math.abs(change) * 100);
  if (points === 0) return "steady";
  return `${change < 0 ? "down" : "up"} ${plural(points, "point")}`;
}

function medianWords(now: Spread, then: Spread): string {
  if (now.median === null) return "not known";
  const before = then.median === null ? "" : `; the week before ${lengthWords(then.median)}`;
  const many = now.count === 1 ? "1 incident" : `median of ${now.count} incidents`;
  return `${lengthWords(now.median)} (${many}${before})`;
}

function lengthWords(minutes: number): string {
  if (minutes < 1) return "less than a minute";
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  return hours < 48
    ? `${hours} h ${whole % 60} min`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function comparison(now: number, before: number): string {
  if (now === before) return "as many as the week before";
  return `${before} the week before`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
