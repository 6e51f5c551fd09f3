import { type Drawing, lengthWords, moment, table } from "#documents/drawing.ts";
import { escaped } from "#documents/escape.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { BudgetFact } from "#domain/postmortem/budget-facts.ts";
import { wholeNumber } from "#domain/text.ts";

const UNKNOWN = "not known";

/** What it did to those who use the service: the share of each error budget with its quality, and the counts. */
export function impactBlock({ facts, zone }: Drawing): string {
  const { timings, budgets } = facts;
  const start = timings.chapters.find(({ name }) => name === "impact")?.at;
  const began =
    start?.kind === "known"
      ? `It began to hurt at ${moment(start.value.at, zone)}, ${escaped(start.value.from)}.`
      : `When it began to hurt is ${UNKNOWN}.`;
  const { impactLength: length } = timings;
  const lasted =
    length.kind === "known"
      ? `The impact lasted ${lengthWords(length.value)}.`
      : `How long the impact lasted is ${UNKNOWN}: ${escaped(length.reason)}.`;
  const shares =
    budgets.kind === "known"
      ? sharesWords(budgets.value, zone)
      : `What it used of error budgets is ${UNKNOWN}: ${escaped(budgets.reason)}.`;
  return `${began} ${lasted}\n\n${shares}`;
}

function sharesWords(budgets: readonly BudgetFact[], zone: string): string {
  const head = [
    "Objective",
    "Error budget used",
    "Left before",
    "Left after",
    "Failed",
    "How it is known",
  ];
  const rows = budgets.map((budget) => [
    escaped(budget.objective),
    budget.share === null ? UNKNOWN : `**${percent(budget.share)}**`,
    leftWords(budget.before),
    leftWords(budget.after),
    failedWords(budget),
    qualityWords(budget),
  ]);
  const intervals = budgets.map((budget) => intervalWords(budget, zone));
  return [table(head, rows), ...intervals].join("\n\n");
}

function leftWords(left: number | null): string {
  if (left === null) return UNKNOWN;
  return left < 0 ? `overdrawn by ${percent(-left)}` : percent(left);
}

function failedWords({ failed, total }: BudgetFact): string {
  if (failed === null) return UNKNOWN;
  return total === null ? wholeNumber(failed) : `${wholeNumber(failed)} of ${wholeNumber(total)}`;
}

function qualityWords({ quality, isFinal, measuredAt, notes }: BudgetFact): string {
  const state = measuredAt === null ? "" : isFinal ? "" : ", not final yet";
  const why = notes.length === 0 ? "" : `: ${escaped(notes.join(" "))}`;
  return `${quality}${state}${why}`;
}

function intervalWords({ objective, impact }: BudgetFact, zone: string): string {
  const name = escaped(objective);
  if (impact === null) return `${name}: when it hurt was not found in the metric.`;
  const { start, end, from } = impact;
  return `${name}: it hurt from ${moment(start, zone)} to ${moment(end, zone)}, ${lengthWords(end.diff(start))}, ${escaped(from)}.`;
}
