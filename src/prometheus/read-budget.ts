import { isDeepStrictEqual } from "node:util";
import { burnRate, remainingOf, secondsUntilGone } from "#domain/objective/budget.ts";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import type { Indicator, Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { PrometheusError } from "./client/prometheus-error.ts";
import type { Prometheus, Sample } from "./client/prometheus.ts";
import { badEvents, errorRatio, over, recorded } from "./expressions.ts";
import { ratioMetric } from "./recordings.ts";

const FIVE_MINUTES = 300;
/** Burning no faster than allowed, a budget lasts for good. */
const ALLOWED = 1;

/** Our rules miss an evaluation now and then. */
const NEARLY = 0.95;

/**
 * How an objective stands at a moment, in seconds since 1970; throws a PrometheusError. The retention, in seconds,
 * says how far back anything can be known; null where that is not known.
 */
export async function readBudget(
  prometheus: Prometheus,
  objective: Objective,
  at: number,
  retention: number | null = null,
): Promise<Omit<LiveBudget, "used">> {
  const { service, name, target, window, indicator } = objective;
  const ratio = largest(await valuesOf(prometheus, errorRatio(indicator, FIVE_MINUTES), at));
  if (ratio === null) await refuseStale(prometheus, indicator, at);
  const burn = ratio === null ? null : burnRate(ratio, target);
  const remaining = await readRemaining(prometheus, objective, at, retention);
  const isBurning = burn !== null && burn > ALLOWED && remaining !== null;
  return {
    objective: { service, name, target: target.times(100).toString() },
    window: prometheusDuration(window),
    burn,
    remaining,
    untilGone: isBurning ? secondsUntilGone(remaining, burn, window) : null,
  };
}

/** Without traffic there is no share of errors; without any count, what is left is as old as the last one. */
async function refuseStale(
  prometheus: Prometheus,
  indicator: Indicator,
  at: number,
): Promise<void> {
  const query = indicator.kind === "ratio" ? indicator.errorRatio : indicator.total;
  const { data } = await prometheus.instant(over(query, FIVE_MINUTES), at);
  if (data.length > 0) return;
  throw new PrometheusError("stale", "it has counted nothing of this for five minutes");
}

/** As our rules record it, which costs nothing; where they have not done so for long enough, as it is counted over the window. */
async function readRemaining(
  prometheus: Prometheus,
  objective: Objective,
  at: number,
  retention: number | null,
): Promise<number | null> {
  const reach = Math.min(objective.window, retention ?? objective.window) * NEARLY;
  const known = await readRecorded(prometheus, objective, { at, since: at - reach });
  return known ?? (await countRemaining(prometheus, objective, at));
}

/** A share of the first minutes of our rules is none of a month: what was not recorded by then does not count. */
async function readRecorded(
  prometheus: Prometheus,
  objective: Objective,
  { at, since }: { readonly at: number; readonly since: number },
): Promise<number | null> {
  const metric = recorded("slo:period_error_budget_remaining:ratio", objective);
  const known = smallest(await valuesOf(prometheus, metric, at));
  if (known === null) return null;
  const { data } = await prometheus.instant(recorded(ratioMetric(FIVE_MINUTES), objective), since);
  return data.length > 0 ? known : null;
}

async function countRemaining(
  prometheus: Prometheus,
  { indicator, window, target }: Objective,
  at: number,
): Promise<number | null> {
  if (indicator.kind === "ratio") {
    const ratio = largest(await valuesOf(prometheus, errorRatio(indicator, window), at));
    return ratio === null ? null : 1 - burnRate(ratio, target);
  }
  const bad = await valuesOf(prometheus, badEvents(indicator, window), at);
  const total = await valuesOf(prometheus, over(indicator.total, window), at);
  const left = total.flatMap(({ labels, value }) => {
    const failed = bad.find((one) => isDeepStrictEqual(one.labels, labels))?.value;
    const remaining =
      failed === undefined ? null : remainingOf({ bad: failed, total: value }, target);
    return remaining === null ? [] : [{ labels, value: remaining }];
  });
  return smallest(left);
}

type Value = Sample & { readonly value: number };

/** One of each budget, where a query counts by some labels. */
async function valuesOf(
  prometheus: Prometheus,
  query: string,
  at: number,
): Promise<readonly Value[]> {
  const { data } = await prometheus.instant(query, at);
  return data.flatMap(({ labels, value }) => (value === null ? [] : [{ labels, value }]));
}

/** Of several budgets the one that burns fastest, and the one of which least is left: a promise is broken by any. */
function largest(values: readonly Value[]): number | null {
  return values.length === 0 ? null : Math.max(...values.map(({ value }) => value));
}

function smallest(values: readonly Value[]): number | null {
  return values.length === 0 ? null : Math.min(...values.map(({ value }) => value));
}
