import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { incidentName, isOpen } from "#domain/incident/incident.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import { sharedWords } from "#domain/objective/incident-share.ts";
import { budgetLine } from "#domain/objective/live-budget.ts";
import type { IncidentBudget } from "#engine/incident/incident-budgets.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, section } from "#slack/words/blocks.ts";
import { plural } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { countsWords, qualityWords } from "#slack/words/share-words.ts";

const MOST = 3;
const LINE_LENGTH = 600;
/** Older numbers are told with their age. */
const FRESH = { minutes: 3 };

type Shown = Pick<IncidentFacts, "incident" | "budgets" | "suggestion" | "now">;

/** What the incident does to error budgets: a line for each, the most used first; and how bad that says it is. */
export function budgetSection(facts: Shown): types.KnownBlock[] {
  const { incident, budgets, now } = facts;
  if (budgets.length === 0) return [];
  const words = isOpen(incident) ? liveWords : usedWords;
  const lines = mostUsedFirst(budgets)
    .slice(0, MOST)
    .map((budget) => outside(words(budget, now), LINE_LENGTH));
  const rest = budgets.length - MOST;
  const more = rest > 0 ? [`and ${plural(rest, "more objective")}`] : [];
  return [section("*Error budget*", ...lines, ...more), ...suggestionBlocks(facts)];
}

function mostUsedFirst<Budget extends Pick<IncidentBudget, "used">>(
  budgets: readonly Budget[],
): readonly Budget[] {
  return budgets.toSorted((a, b) => (b.used ?? -1) - (a.used ?? -1));
}

/** One press opens the form with it; nothing is raised by itself. */
function suggestionBlocks({ incident, suggestion }: Shown): types.KnownBlock[] {
  if (suggestion === null) return [];
  const { severity, reason } = suggestion;
  const raise = button(ACTIONS.raise, `Raise to ${severity}`, `${incident.id}:${severity}`);
  return [
    section(`*Suggested: ${severity}.* ${outside(`${reason}.`, LINE_LENGTH)}`),
    ...actions("suggestion", [raise]),
  ];
}

/** How one objective stands, for people. */
function liveWords(budget: IncidentBudget, now: DateTime): string {
  const counts = budget.measured === null ? "" : countsWords(budget.measured.share);
  const age = carriedWords(budget) || ageWords(budget, now);
  const quality = qualityWords(budget.measured?.share);
  return `${budgetLine(budget)}${counts}${age}${quality}${othersWords(budget)}`;
}

/** What it used in the end; how fast it burns now says nothing of it any more. */
function usedWords(budget: IncidentBudget): string {
  const { service, name, target } = budget.objective;
  const promise = `${service} ${name} ${target} %/${budget.window}`;
  if (budget.measured === null) return `${promise}: what it used has not been measured yet`;
  const { share, phase } = budget.measured;
  if (share.share === null)
    return `${promise}: what it used is not known. ${share.notes.join(" ")}`;
  const isSettled = phase !== "live" && phase !== "preliminary";
  const used = `it ${isSettled ? "used" : "has used so far"} ${percent(share.share)} of the budget`;
  const left = share.remainingAfter === null ? "" : `, ${leftWords(share.remainingAfter)}`;
  return `${promise}: ${used}${countsWords(share)}${left}${qualityWords(share)}${othersWords(budget)}`;
}

function othersWords({ sharedWith }: IncidentBudget): string {
  return sharedWith.length === 0 ? "" : `. ${sharedWords(sharedWith.map(incidentName))}`;
}

function leftWords(remaining: number): string {
  return remaining < 0
    ? `which was overdrawn by ${percent(-remaining)} then`
    : `of which ${percent(remaining)} was left then`;
}

/** Nobody was asked for these numbers: they came with the alert. */
function carriedWords({ carried }: IncidentBudget): string {
  if (carried === null) return "";
  const least = carried.atLeast === "" ? "" : `: ${carried.atLeast}`;
  return ` (from the alert, as Prometheus does not answer${least})`;
}

function ageWords({ readAt, error }: IncidentBudget, now: DateTime): string {
  if (readAt === null) return error === null ? "" : ` (${error})`;
  if (readAt.plus(FRESH) > now) return "";
  const minutes = Math.round(now.diff(readAt).as("minutes"));
  return ` (${minutes} min ago; Prometheus does not answer)`;
}
