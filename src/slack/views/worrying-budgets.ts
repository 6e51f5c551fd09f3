import type { DateTime } from "luxon";
import type { WorryingBudgets } from "#engine/budget/worrying.ts";
import { idWords, promiseWords, standingWords } from "#slack/words/budget-words.ts";

const MOST_LINES = 8;
const MOST_NAMES = 3;

/** A line for each error budget that somebody should know of, the worst first, and one for those that are not known. */
export function worryingLines(
  { worrying, unknown }: WorryingBudgets,
  now: DateTime,
): readonly string[] {
  const lines = worrying.slice(0, MOST_LINES).map((standing) => {
    return `• ${promiseWords(standing.live)}: ${standingWords(standing, now)}`;
  });
  const rest = worrying.length - MOST_LINES;
  const more = rest > 0 ? [`• and ${rest} more`] : [];
  const names = unknown.slice(0, MOST_NAMES).map(({ objective }) => idWords(objective));
  const others = unknown.length > MOST_NAMES ? [`${unknown.length - MOST_NAMES} more`] : [];
  const dark = unknown.length === 0 ? [] : [`• Not known: ${[...names, ...others].join(", ")}`];
  return [...lines, ...more, ...dark];
}
