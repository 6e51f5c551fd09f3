import type { Duration } from "luxon";
import { percent } from "#domain/objective/budget-policy.ts";
import { burnWords, lengthWords, remainingWords } from "#domain/objective/live-budget.ts";
import type { BudgetLimit } from "#domain/objective/notify.ts";
import type { Standing } from "#engine/budget/standings.ts";
import type { Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { idWords, pathOf, promiseWords } from "#slack/words/budget-words.ts";
import { outside, type Pen } from "#slack/words/mrkdwn.ts";

const NAME_LENGTH = 120;

/** What a freeze means, by the policy of the moment. */
export type FreezeRules = {
  readonly exceptions: readonly string[];
  readonly leaveAfter: Duration;
};

type Around = {
  readonly service: string;
  /** Where programs ask, such as https://muster.example.com; null where only this machine knows. */
  readonly publicUrl: string | null;
  readonly command: string;
};

/** Changes to a service rest: why, what may be changed all the same, and how a gate asks. */
export function renderFrozen(
  standing: Standing,
  { exceptions, leaveAfter }: FreezeRules,
  around: Around,
): Message {
  return inBothPens(() => [
    [
      `*Changes to ${outside(around.service, NAME_LENGTH)} rest*: nothing is left of the error budget of ${promiseWords(standing.live)} (${remainingWords(standing.live)}).`,
      exceptionWords(exceptions),
      `They are free again when something has been left for ${lengthWords(leaveAfter.as("seconds"))}.`,
      `${gateWords(standing, around)} \`${around.command} freeze\` shows what rests.`,
    ],
  ]);
}

/** Changes are free again. */
export function renderUnfrozen(standing: Standing, around: Around): Message {
  const { remaining } = standing.live;
  const left = remaining === null ? "" : `: ${percent(remaining)} is left`;
  return inBothPens(() => [
    [
      `*Changes to ${outside(around.service, NAME_LENGTH)} are free again*${left} of the error budget of ${promiseWords(standing.live)}.`,
      gateWords(standing, around),
    ],
  ]);
}

/** A budget crossed a line of the policy, before it is gone. */
export function renderCrossing(
  standing: Standing,
  limit: BudgetLimit,
  { command }: Pick<Around, "command">,
): Message {
  const { live, objective } = standing;
  const facts = [burnWords(live), remainingWords(live)];
  const gone =
    live.untilGone === null ? "" : `, gone in ${lengthWords(live.untilGone)} at this rate`;
  return inBothPens((pen) => [
    [
      `*${limitWords(limit)}*: ${promiseWords(standing.live)}`,
      `${facts.join(", ")}${gone}${readWords(standing, pen)}.`,
      `\`${command} show ${idWords(objective)}\` shows it.`,
    ],
  ]);
}

function limitWords(limit: BudgetLimit): string {
  switch (limit.kind) {
    case "remaining":
      return `Less than ${percent(limit.below)} of an error budget is left`;
    case "burn":
      return `An error budget has burnt more than ${limit.above}x as fast as allowed for ${lengthWords(limit.forMs / 1000)}`;
  }
}

export function exceptionWords(exceptions: readonly string[]): string {
  if (exceptions.length === 0) return "There are no exceptions.";
  return `May be changed all the same: ${outside(exceptions.join(", "), 400)}.`;
}

/** How a program asks whether it may deploy. */
export function gateWords(
  { objective }: Standing,
  { publicUrl }: Pick<Around, "publicUrl">,
): string {
  const address = `${publicUrl ?? ""}${pathOf(objective)}/freeze`;
  return `A gate before a deploy asks \`GET ${address}\` and passes only when its \`state\` is \`free\`.`;
}

function readWords({ readAt }: Standing, pen: Pen): string {
  return readAt === null ? "" : ` (read ${pen.time(readAt)})`;
}
