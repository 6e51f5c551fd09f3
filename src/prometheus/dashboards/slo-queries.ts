import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { eventsFactor } from "#prometheus/expressions.ts";
import { ratioMetric } from "#prometheus/recordings.ts";

const FIVE_MINUTES = 300;
/** The objective that is chosen at the top. */
const CHOSEN = 'sloth_id="$slo"';
const BUDGET = `max by (sloth_id) (slo:error_budget:ratio{${CHOSEN}})`;

/** Of the several budgets of a grouped objective, here and below: the one that is worst off. */
export const REMAINING = `min by (sloth_id) (slo:period_error_budget_remaining:ratio{${CHOSEN}})`;
export const BURN_NOW = `max by (sloth_id) (slo:current_burn_rate:ratio{${CHOSEN}})`;
export const TARGET = `max by (sloth_id) (slo:objective:ratio{${CHOSEN}})`;
export const ALLOWED = BUDGET;

/** When the chosen objective alerts. */
export const ALERTING = `count by (alertname, sloth_severity) (ALERTS{${CHOSEN}, alertstate="firing"})`;

/** The share of bad events over so many seconds. */
export function errorsOver(seconds: number): string {
  return `max by (sloth_id) (${ratioMetric(seconds)}{${CHOSEN}})`;
}

/** How many times faster than allowed the budget burnt over so many seconds. */
export function burnOver(seconds: number): string {
  return `${errorsOver(seconds)} / ${BUDGET}`;
}

/** In how many seconds the rest is gone if it goes on like this; nothing when it does not burn, or is gone. */
export function untilGone(window: number): string {
  return `(${REMAINING} > 0) * ${window} / (${BURN_NOW} > 0)`;
}

/**
 * What is left of the budget if the time that is looked at began with a whole one: of what came since then, how
 * much was bad, against all that came in the window. Over the objective's own window it ends at what is left now.
 */
export function burnDown(window: number): string {
  const ratio = ratioMetric(FIVE_MINUTES);
  const bad = sinceStart("slo:sli_bad:rate5m");
  const byEvents = `${ofBudget(bad)} / ${inWindow("sum", "slo:sli_total:rate5m", window)}`;
  const byTime = `${ofBudget(sinceStart(ratio))} / ${inWindow("count", ratio, window)}`;
  return `1 - (max by (sloth_id) (${byEvents}) or max by (sloth_id) (${byTime}))`;
}

function sinceStart(metric: string): string {
  const inside = "on () (vector(time()) > ${__from:date:seconds})";
  return `sum_over_time((${inStep(metric)} and ${inside})[\${__range_s}s:$__interval])`;
}

function inWindow(what: "sum" | "count", metric: string, window: number): string {
  return `${what}_over_time(${inStep(metric)}[${prometheusDuration(window)}:$__interval] @ end())`;
}

/** By averages: a sample between two steps would be in the sums of both. */
function inStep(metric: string): string {
  return `avg_over_time(${metric}{${CHOSEN}}[$__interval])`;
}

function ofBudget(amount: string): string {
  return `${amount} / on (sloth_id) group_left () ${BUDGET}`;
}

/** Events a second, bad ones or all; null when no query tells how often it counts. */
export function eventsPerSecond(
  which: "bad" | "total",
  objectives: readonly Objective[],
): string | null {
  const byDivisor = Map.groupBy(objectives, (objective) => divisorOf(objective, which));
  const parts = [...byDivisor].flatMap(([divisor, those]) => {
    if (divisor === null) return [];
    const ids = those.map(({ id }) => id.replaceAll(".", "[.]")).join("|");
    const selected = byDivisor.size === 1 ? CHOSEN : `${CHOSEN}, sloth_id=~"${ids}"`;
    const sum = `sum by (sloth_id) (slo:sli_${which}:rate5m{${selected}})`;
    return [divisor === 1 ? sum : `${sum} / ${divisor}`];
  });
  return parts.length === 0 ? null : parts.join(" or ");
}

/** A rate counts for each second, an increase for all five minutes. */
function divisorOf({ indicator }: Objective, which: "bad" | "total"): number | null {
  if (indicator.kind === "ratio") return null;
  const factor = eventsFactor(indicator[which], FIVE_MINUTES);
  return factor === null ? null : FIVE_MINUTES / factor;
}
