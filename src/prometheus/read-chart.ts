import type { ChartQuestion, Curves, Point } from "#domain/objective/budget-chart.ts";
import { budgetOf, burnRate } from "#domain/objective/budget.ts";
import type { Prometheus } from "#prometheus/client/prometheus.ts";
import { badEvents, errorRatio, eventsFactor, over } from "./expressions.ts";
import { withLabels } from "./with-labels.ts";

const MINUTE = 60;
const LOOKBACK = 5 * MINUTE;
/** More cannot be told apart in the image. */
const MOST_POINTS = 240;

/** The curves of a chart; throws a PrometheusError. */
export async function readChart(prometheus: Prometheus, question: ChartQuestion): Promise<Curves> {
  const asked = { ...question, ...timesOf(question) };
  const { objective, start, end, step, lookback } = asked;
  const ratios = await pointsOf(prometheus, errorRatio(objective.indicator, lookback), asked);
  const burn = ratios.map(({ at, value }) => ({ at, value: burnRate(value, objective.target) }));
  const used = (await usedByEvents(prometheus, asked)) ?? usedByTime(burn, asked);
  return { from: start, until: end, step, left: fallingBy(used), burn };
}

type Times = {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** A whole number of steps, so that what happens is seen by as many points as anything else. */
  readonly lookback: number;
};
type Asked = ChartQuestion & Times;

/** Whole minutes, since most scrapes fall on one, in steps that are not too many. */
function timesOf({ from, until }: ChartQuestion): Times {
  const start = Math.floor(from / MINUTE) * MINUTE;
  const end = Math.floor(until / MINUTE) * MINUTE;
  const step = Math.max(1, Math.ceil((end - start) / MINUTE / MOST_POINTS)) * MINUTE;
  return { start, end, step, lookback: Math.ceil(LOOKBACK / step) * step };
}

async function pointsOf(
  prometheus: Prometheus,
  query: string,
  { start, end, step, labels }: Asked,
): Promise<readonly Point[]> {
  const { data } = await prometheus.range(query, { start, end, step });
  return withLabels(data, labels)?.points ?? [];
}

/** What each step used of the budget; null where events are not counted. */
async function usedByEvents(
  prometheus: Prometheus,
  asked: Asked,
): Promise<readonly Point[] | null> {
  const { step, lookback } = asked;
  const { indicator } = asked.objective;
  if (indicator.kind === "ratio") return null;
  const factor = eventsFactor(indicator.bad, lookback);
  const allowed = asked.allowed ?? (await allowedIn(prometheus, asked));
  if (factor === null || allowed === null || allowed <= 0) return null;
  const points = await pointsOf(prometheus, badEvents(indicator, lookback), asked);
  const share = (factor * step) / lookback / allowed;
  return points.map(({ at, value }) => ({ at, value: value * share }));
}

async function allowedIn(
  prometheus: Prometheus,
  { objective: { indicator, window, target }, end, labels }: Asked,
): Promise<number | null> {
  if (indicator.kind === "ratio") return null;
  const { data } = await prometheus.instant(over(indicator.total, window), end);
  const total = withLabels(data, labels)?.value ?? null;
  const factor = eventsFactor(indicator.total, window);
  return total === null || factor === null ? null : total * factor * budgetOf(target).toNumber();
}

/** As if there were the same traffic all the time. */
function usedByTime(burn: readonly Point[], { step, objective }: Asked): readonly Point[] {
  return burn.map(({ at, value }) => ({ at, value: (value * step) / objective.window }));
}

/** From a whole budget on; what came before the first point is none of it. */
function fallingBy(used: readonly Point[]): readonly Point[] {
  let left = 1;
  return used.map(({ at, value }, index) => {
    if (index > 0) left -= value;
    return { at, value: left };
  });
}
