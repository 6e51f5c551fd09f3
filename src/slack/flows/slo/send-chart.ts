import { describeChart } from "#charts/describe-budget.ts";
import { drawChart } from "#charts/draw-budget.ts";
import { drawPng } from "#charts/draw-png.ts";
import { alertPairs } from "#domain/objective/alert-pairs.ts";
import type { BudgetChart } from "#domain/objective/budget-chart.ts";
import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import { lengthWords } from "#domain/objective/live-budget.ts";
import type { Standing } from "#engine/budget/standings.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { FlowCall } from "#slack/flows/desk/flow.ts";
import { failureOf } from "#slack/outgoing/failure.ts";
import { uploadFiles } from "#slack/outgoing/upload-files.ts";
import type { Message } from "#slack/words/blocks.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { within } from "./within.ts";

/** Counting a month takes longer than reading what was recorded. */
const DRAWN_IN_MS = 10_000;
const SCOPES = ["files:write", "im:write"];

type Subject = {
  readonly standing: Standing;
  /** Which of several budgets is shown. */
  readonly labels: BudgetInputs["labels"];
  readonly at: number;
};

/** Sends the chart of the window to whoever asked, and to nobody else: what only one person sees can hold no file. */
export async function sendChart(
  desk: Desk,
  { slackId }: Pick<FlowCall, "slackId">,
  subject: Subject,
): Promise<Message> {
  const missing = SCOPES.find((scope) => !desk.identity.scopes.has(scope));
  if (missing !== undefined) {
    return say(`The chart cannot be sent: the Slack app lacks the scope ${missing}.`);
  }
  try {
    const chart = await chartOf(desk, subject);
    if (chart === null) return say("There is no chart: Prometheus has nothing of that time.");
    const content = await drawPng(drawChart(chart));
    const opened = await desk.client.conversations.open({ users: slackId });
    const place = {
      channel: opened.channel?.id ?? slackId,
      comment: commentOn(chart),
    };
    const filename = `${subject.standing.objective.id.replaceAll(/[^\w.-]/g, "-")}.png`;
    await uploadFiles(desk.client, place, [{ filename, content }]);
    return say("The chart is in your conversation with me.");
  } catch (error) {
    desk.engine.logger.warn({ err: error }, "a chart could not be sent");
    return say(troubleWords(error));
  }
}

/** What the chart says, for whoever cannot see it. */
function commentOn(chart: BudgetChart): string {
  return outside(
    `${describeChart(chart)} Each point is an average over ${lengthWords(chart.step)}.`,
    900,
  );
}

/** The whole window up to now; null when there is nothing to draw. */
async function chartOf(
  { engine }: Desk,
  { standing, labels, at }: Subject,
): Promise<BudgetChart | null> {
  const { objective, live } = standing;
  const question = { objective, labels, from: at - objective.window, until: at };
  const asked = engine.budgets()?.chart(question);
  if (asked === undefined) return null;
  const curves = await within(asked, DRAWN_IN_MS);
  if (curves.burn.length === 0) return null;
  const { reachable: pairs } = alertPairs(objective.target, objective.window);
  return { ...curves, live, impact: null, policyShare: null, pairs };
}

function troubleWords(error: unknown): string {
  const failure = failureOf(error);
  return failure.kind === "refused"
    ? `The chart cannot be sent: Slack takes no files here (${outside(failure.error, 60)}).`
    : "There is no chart at the moment; the numbers above are right all the same.";
}
