import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { isOpen } from "#domain/incident/incident.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import { budgetLine } from "#domain/objective/live-budget.ts";
import type { IncidentBudget } from "#engine/budget/incident-budgets.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { section } from "#slack/words/blocks.ts";
import { plural } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";

const MOST = 3;
const LINE_LENGTH = 400;
/** Older numbers are told with their age. */
const FRESH = { minutes: 3 };

/** What the incident does to error budgets: a line for each, the most used first. */
export function budgetSection({ incident, budgets, now }: IncidentFacts): types.SectionBlock[] {
  if (budgets.length === 0) return [];
  const sorted = budgets.toSorted((a, b) => (b.used ?? -1) - (a.used ?? -1));
  const words = isOpen(incident) ? liveWords : usedWords;
  const lines = sorted.slice(0, MOST).map((budget) => outside(words(budget, now), LINE_LENGTH));
  const rest = budgets.length - MOST;
  const more = rest > 0 ? [`and ${plural(rest, "more objective")}`] : [];
  return [section("*Error budget*", ...lines, ...more)];
}

function liveWords(budget: IncidentBudget, now: DateTime): string {
  return `${budgetLine(budget)}${ageWords(budget, now)}${qualityWords(budget)}`;
}

/** What it used in the end; how fast it burns now says nothing of it any more. */
function usedWords(budget: IncidentBudget): string {
  const { service, name, target } = budget.objective;
  const promise = `${service} ${name} ${target} %/${budget.window}`;
  if (budget.measured === null) return `${promise}: what it used has not been measured yet`;
  const { share, phase } = budget.measured;
  if (share.share === null)
    return `${promise}: what it used is not known. ${share.notes.join(" ")}`;
  const settled = phase === "final" ? "used" : "has used so far";
  const counts =
    share.bad === null || share.total === null
      ? ""
      : `, ${count(share.bad)} of ${count(share.total)} failed`;
  return `${promise}: it ${settled} ${percent(share.share)} of the budget${counts}${qualityWords(budget)}`;
}

function ageWords({ readAt, error }: IncidentBudget, now: DateTime): string {
  if (readAt === null) return error === null ? "" : ` (${error})`;
  if (readAt.plus(FRESH) > now) return "";
  const minutes = Math.round(now.diff(readAt).as("minutes"));
  return ` (${minutes} min ago; Prometheus does not answer)`;
}

function qualityWords({ measured }: IncidentBudget): string {
  const share = measured?.share;
  return share === undefined || share.quality === "measured"
    ? ""
    : ` (${share.quality}: ${share.notes.join(" ")})`;
}

function count(events: number): string {
  return Math.round(events).toLocaleString("en-US");
}
