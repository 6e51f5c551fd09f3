import type { DateTime } from "luxon";
import type { Incident } from "#domain/incident/incident.ts";
import { alertPairs } from "#domain/objective/alert-pairs.ts";
import type { BudgetChart, Curves } from "#domain/objective/budget-chart.ts";
import { budgetLine, type LiveBudget } from "#domain/objective/live-budget.ts";
import type { MeasuredShare, ShareQuestion } from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import type { Engine } from "#engine/engine.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { neverRead, readBudgets } from "#store/budget/budgets.ts";
import { chartsOf, saveChart, type StoredChart } from "#store/budget/charts.ts";
import type { BudgetReader } from "./budget-reader.ts";
import { settledAt } from "./share-question.ts";

const MINUTE = 60;
/** How much is shown before the impact, and after it. */
const MARGIN = 30 * MINUTE;

type Measured = {
  readonly incident: Incident;
  readonly objective: Objective;
  readonly question: ShareQuestion;
  readonly measured: MeasuredShare;
  readonly now: DateTime;
};

/** Keeps the curves beside a measurement of what was used; where they do not come the last ones stay, with their age. */
export async function takeChart(
  engine: Engine,
  reader: BudgetReader,
  taken: Measured,
): Promise<void> {
  const { incident, objective, now } = taken;
  if (taken.measured.impact === null) return;
  const curves = await readCurves(engine, reader, taken);
  if (curves === null) return;
  const chart = { ...curves, ...(await factsFor(engine, taken)) };
  await keepChart(engine, incident, { objective: objective.id, chart, takenAt: now });
}

async function readCurves(
  { logger }: Engine,
  reader: BudgetReader,
  taken: Measured,
): Promise<Curves | null> {
  try {
    return await reader.chart(questionFor(taken));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const about = { incident: taken.incident.id, objective: taken.objective.id };
    logger.warn({ ...about, error: words }, "curves of the budget not read");
    return null;
  }
}

/** The card says how fast it burns: it is drawn anew when its line would be another one. */
async function keepChart(
  { database }: Engine,
  { id }: Pick<Incident, "id">,
  stored: StoredChart,
): Promise<void> {
  await database.transaction(async (tx) => {
    const before = (await chartsOf(tx, id)).find(({ objective }) => objective === stored.objective);
    await saveChart(tx, id, stored);
    const isNews = before === undefined || linesOf(before) !== linesOf(stored);
    if (isNews) await enqueueAnnouncement(tx, id);
  });
}

/** What people read of it, and what they see. */
function linesOf({ chart: { live, impact, until } }: StoredChart): string {
  const goesOn = impact !== null && impact.end >= until;
  return `${budgetLine(live)} ${impact?.start} ${goesOn ? "goes on" : impact?.end}`;
}

function questionFor({
  objective,
  question,
  measured,
  now,
}: Measured): Parameters<BudgetReader["chart"]>[0] {
  const { bad, share } = measured.share;
  const from = (measured.impact?.start ?? question.about) - MARGIN;
  const end = (measured.impact?.end ?? question.until) + MARGIN;
  const asked = { objective, labels: question.labels, from };
  const until = Math.min(end, Math.floor(now.toSeconds()));
  // A share of nothing says nothing of how much there may be.
  return bad === null || share === null || share <= 0
    ? { ...asked, until }
    : { ...asked, until, allowed: bad / share };
}

async function factsFor(
  engine: Engine,
  { incident, objective, measured: { impact, share } }: Measured,
): Promise<Pick<BudgetChart, "live" | "impact" | "policyShare" | "pairs">> {
  const { service, name, target, window } = objective;
  const budgets = await readBudgets(engine.database.kysely);
  const known = budgets.find((one) => one.objective === objective.id) ?? neverRead(objective.id);
  const isOver = settledAt(incident) !== null;
  const live: LiveBudget = {
    objective: { service, name, target: target.times(100).toString() },
    window: prometheusDuration(window),
    ...known.live,
    // What it left behind, not what was used since.
    remaining: isOver ? (share.remainingAfter ?? known.live.remaining) : known.live.remaining,
    used: share.share,
  };
  const pairs = alertPairs(target, window).reachable;
  return { live, impact, policyShare: policyShare(engine), pairs };
}

/** More than this share needs a postmortem. */
function policyShare({ configuration }: Engine): number | null {
  return configuration().postmortems.budgetShare / 100;
}
