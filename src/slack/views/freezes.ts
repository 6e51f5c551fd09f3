import type { DateTime } from "luxon";
import { freezeState } from "#domain/objective/freeze-state.ts";
import { lengthWords, remainingWords } from "#domain/objective/live-budget.ts";
import type { Standing } from "#engine/budget/standings.ts";
import type { Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { ageWords, promiseWords } from "#slack/words/budget-words.ts";
import { plural } from "#slack/words/incident-words.ts";
import { outside, type Pen } from "#slack/words/mrkdwn.ts";
import { exceptionWords, type FreezeRules, gateWords } from "./budget-notices.ts";

const MOST_FREEZES = 20;
const MOST_UNKNOWN = 5;

type Around = {
  /** Null when nothing is frozen by the policy. */
  readonly rules: FreezeRules | null;
  readonly now: DateTime;
  readonly publicUrl: string | null;
};

const NO_RULES =
  "Nothing rests when an error budget is gone: `budgetPolicy.freeze` is not set in muster.yaml.";

/** Where changes rest; what is not known is named, since it may be gone. */
export function renderFreezes(standings: readonly Standing[], around: Around): Message {
  const { rules } = around;
  if (rules === null) return inBothPens(() => [[NO_RULES]]);
  const frozen = standings.filter(({ frozenSince }) => frozenSince !== null);
  const unknown = standings.filter(({ live: { remaining }, readAt, frozenSince }) => {
    const read = { remaining, readAt, frozenSince };
    return freezeState(read, { hasRules: true, now: around.now }) === "unknown";
  });
  return inBothPens((pen) => [
    frozen.length === 0
      ? [
          `No changes rest: ${plural(standings.length, "objective")}, none of them known to be without budget.`,
        ]
      : frozen
          .slice(0, MOST_FREEZES)
          .map((standing) => freezeWords(standing, rules, pen, around.now)),
    ...restWords(frozen.length),
    ...unknownWords(unknown),
    ...(frozen.length === 0 ? [] : [[exceptionWords(rules.exceptions)]]),
    ...standings.slice(0, 1).map((standing) => [gateWords(frozen[0] ?? standing, around)]),
  ]);
}

function freezeWords(
  standing: Standing,
  { leaveAfter }: FreezeRules,
  pen: Pen,
  now: DateTime,
): string {
  const { frozenSince, recoveringSince, live } = standing;
  const since = frozenSince === null ? "" : ` since ${pen.moment(frozenSince)}`;
  const until =
    recoveringSince === null
      ? `until something has been left for ${lengthWords(leaveAfter.as("seconds"))}`
      : `until ${pen.moment(recoveringSince.plus(leaveAfter))}, if something stays left`;
  return `*${promiseWords(live)}*: changes rest${since}, ${until}. Now ${remainingWords(live)}${ageWords(standing, now)}.`;
}

function restWords(frozen: number): readonly (readonly string[])[] {
  return frozen > MOST_FREEZES ? [[`And ${frozen - MOST_FREEZES} more.`]] : [];
}

function unknownWords(unknown: readonly Standing[]): readonly (readonly string[])[] {
  if (unknown.length === 0) return [];
  const names = unknown.slice(0, MOST_UNKNOWN).map(({ objective }) => outside(objective.id, 80));
  const rest = unknown.length > MOST_UNKNOWN ? ` and ${unknown.length - MOST_UNKNOWN} more` : "";
  return [[`Not known now is what is left of ${names.join(", ")}${rest}.`]];
}
