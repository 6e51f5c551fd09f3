import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import { budgetOf, burnRate } from "#domain/objective/budget.ts";
import type { AskedQuery } from "#domain/objective/measured-share.ts";
import { wholeNumber } from "#domain/text.ts";
import type { Standing } from "#engine/budget/standings.ts";
import { context, header, message, section, type Message } from "#slack/words/blocks.ts";
import { bar, pathOf, promiseWords, standingWords } from "#slack/words/budget-words.ts";
import { IN_BLOCK, outside, plainLine } from "#slack/words/mrkdwn.ts";
import { exceptionWords, type FreezeRules } from "./budget-notices.ts";

const DESCRIPTION_LENGTH = 300;
const QUERY_LENGTH = 500;
const REASON_LENGTH = 300;

type Around = {
  /** Null where Prometheus did not answer. */
  readonly inputs: BudgetInputs | null;
  readonly now: DateTime;
  readonly rules: FreezeRules | null;
  readonly command: string;
};

/** One objective: how it stands, what that is computed from, and what was asked. */
export function renderObjective(standing: Standing, around: Around): Message {
  const { objective, live } = standing;
  const { inputs, now } = around;
  const stands = `${bar(live.remaining)} ${standingWords(standing, now)}`;
  const { service, name } = objective;
  const title = `${service} ${name}: ${live.objective.target} % over ${live.window}`;
  const formula = inputs === null ? [whyNot(standing)] : formulaWords(standing, inputs);
  const text = [`${promiseWords(live)}: ${standingWords(standing, now)}`, ...formula].join("\n");
  return message(text, [
    header(plainLine(title, 140)),
    section(...description(standing), stands, ...freezeWords(standing, around)),
    section("*How it is computed*", ...formula),
    ...askedBlocks(inputs?.asked ?? []),
    context(`\`GET ${pathOf(objective)}\` says the same to programs.`),
  ]);
}

function whyNot({ error, readAt }: Standing): string {
  if (error === null) return "Its events could not be counted in time: try again in a moment.";
  const words = `There are no counts and no chart: ${outside(error, REASON_LENGTH)}`;
  return readAt === null ? words : `${words}. The numbers are those that were read last.`;
}

function description({ objective }: Standing): readonly string[] {
  return objective.description === "" ? [] : [outside(objective.description, DESCRIPTION_LENGTH)];
}

function freezeWords({ frozenSince }: Standing, { rules, command }: Around): readonly string[] {
  if (frozenSince === null || rules === null) return [];
  return [
    `Changes rest since ${IN_BLOCK.moment(frozenSince)}; \`${command} freeze\` says until when. ${exceptionWords(rules.exceptions)}`,
  ];
}

function formulaWords(standing: Standing, inputs: BudgetInputs): readonly string[] {
  return [
    allowedWords(standing, inputs),
    leftWords(standing, inputs),
    burnWords(standing, inputs),
    ...groupWords(inputs),
  ];
}

function allowedWords({ objective, live }: Standing, { total }: BudgetInputs): string {
  const budget = budgetOf(objective.target);
  const share = `${budget.times(100).toString()} %`;
  if (total === null) return `• May be bad: ${share} of the last ${live.window}.`;
  const allowed = wholeNumber(budget.toNumber() * total);
  return `• May fail: ${share} of the ${wholeNumber(total)} events of the last ${live.window}, which is ${allowed}.`;
}

function leftWords(
  { objective, live }: Standing,
  { bad, total, windowRatio }: BudgetInputs,
): string {
  if (windowRatio === null)
    return `• What is left is not known: there were no events in ${live.window}.`;
  const budget = budgetOf(objective.target).toNumber();
  const left = percent(1 - windowRatio / budget);
  if (bad === null || total === null) {
    return `• Bad: ${percent(windowRatio)}. Left: 1 - ${percent(windowRatio)} / ${percent(budget)} = ${left}. Counted in time, not in events.`;
  }
  const allowed = wholeNumber(budget * total);
  return `• Failed: ${wholeNumber(bad)}. Left: 1 - ${wholeNumber(bad)} / ${allowed} = ${left}.`;
}

function burnWords({ objective }: Standing, { recentRatio }: BudgetInputs): string {
  if (recentRatio === null)
    return "• Burn rate: not known, there were no events in the last 5 min.";
  const budget = budgetOf(objective.target).toNumber();
  const burn = Number(burnRate(recentRatio, objective.target).toPrecision(3));
  return `• Burn rate: ${percent(recentRatio)} of the last 5 min failed; ${percent(recentRatio)} / ${percent(budget)} = ${burn}x as fast as allowed.`;
}

/** Which of several budgets is shown. */
function groupWords({ groups, labels }: BudgetInputs): readonly string[] {
  if (groups <= 1) return [];
  const words = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return [
    `• Its query makes ${groups} budgets; this is that of ${outside(words.join(", "), 200)}.`,
  ];
}

/** Anybody can put the same questions again. */
function askedBlocks(asked: readonly AskedQuery[]): types.KnownBlock[] {
  if (asked.length === 0) return [];
  const lines = asked.map(({ query, value }) => {
    const words = outside(query, QUERY_LENGTH).replaceAll("`", "'");
    return `\`${words}\` = ${value === null ? "nothing" : String(Number(value.toPrecision(6)))}`;
  });
  return [section("*What was asked*", ...lines)];
}
