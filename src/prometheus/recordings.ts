import { alertPairs } from "#domain/objective/alert-pairs.ts";
import { budgetOf } from "#domain/objective/budget.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { badEvents, errorRatio, eventsFactor, over, recorded } from "./expressions.ts";
import type { Rule } from "./rule.ts";

const SHORTEST = 300;
const DAY = 86_400;

/** By these labels whoever reads Sloth's metrics finds ours. */
export function identity({ id, service, name }: Objective): Readonly<Record<string, string>> {
  return { sloth_id: id, sloth_service: service, sloth_slo: name };
}

/** The name under which a share of bad events is recorded. */
export function ratioMetric(seconds: number): string {
  return `slo:sli_error:ratio_rate${prometheusDuration(seconds)}`;
}

/** The name under which the number of bad events is recorded. */
export function badMetric(seconds: number): string {
  return `slo:sli_bad:increase${prometheusDuration(seconds)}`;
}

/** What is recorded for an objective: shares, counts, and what is known of it. */
export function recordings(objective: Objective): readonly Rule[] {
  return [
    ...ratios(objective),
    ...counts(objective),
    ...longCounts(objective),
    period(objective),
    ...facts(objective),
  ];
}

/** Every window that an alert looks at, the shortest first. */
function windowsOf({ target, window }: Objective): readonly number[] {
  const pairs = alertPairs(target, window).reachable.flatMap(({ short, long }) => [short, long]);
  return [...new Set([SHORTEST, ...pairs])].toSorted((a, b) => a - b);
}

function ratios(objective: Objective): readonly Rule[] {
  return windowsOf(objective).map((seconds) => ({
    record: ratioMetric(seconds),
    expr: errorRatio(objective.indicator, seconds),
    labels: labelsOf(objective, seconds),
  }));
}

/** Numerator and denominator are kept: an average of shares would weigh a quiet night like a busy day. */
function counts(objective: Objective): readonly Rule[] {
  const { indicator } = objective;
  if (indicator.kind === "ratio") return [];
  const labels = labelsOf(objective, SHORTEST);
  return [
    { record: "slo:sli_bad:rate5m", expr: badEvents(indicator, SHORTEST), labels },
    { record: "slo:sli_total:rate5m", expr: over(indicator.total, SHORTEST), labels },
  ];
}

/** How many bad events there were in the long windows, where the query tells. */
function longCounts(objective: Objective): readonly Rule[] {
  const { indicator, target, window } = objective;
  if (indicator.kind === "ratio") return [];
  return alertPairs(target, window).reachable.flatMap(({ long }) => {
    const factor = eventsFactor(indicator.bad, long);
    if (factor === null) return [];
    const expr = `(${over(indicator.bad, long)}) * ${factor}`;
    return [{ record: badMetric(long), expr, labels: labelsOf(objective, long) }];
  });
}

function period(objective: Objective): Rule {
  const { indicator, window } = objective;
  const range = prometheusDuration(window);
  const expr =
    indicator.kind === "ratio"
      ? `avg_over_time(${recorded(ratioMetric(SHORTEST), objective)}[${range}])`
      : `sum_over_time(${recorded("slo:sli_bad:rate5m", objective)}[${range}])\n/\n(sum_over_time(${recorded("slo:sli_total:rate5m", objective)}[${range}]) > 0)`;
  return { record: ratioMetric(window), expr, labels: labelsOf(objective, window) };
}

function facts(objective: Objective): readonly Rule[] {
  const { target, window } = objective;
  const labels = { ...objective.labels, ...identity(objective) };
  const budget = budgetOf(target).toString();
  const whole = ratioMetric(window);
  return [
    { record: "slo:objective:ratio", expr: `vector(${target.toString()})`, labels },
    { record: "slo:error_budget:ratio", expr: `vector(${budget})`, labels },
    { record: "slo:time_period:days", expr: `vector(${window / DAY})`, labels },
    {
      record: "slo:current_burn_rate:ratio",
      expr: `max without (sloth_window) (${recorded(ratioMetric(SHORTEST), objective)}) / ${budget}`,
      labels,
    },
    {
      record: "slo:period_burn_rate:ratio",
      expr: `max without (sloth_window) (${recorded(whole, objective)}) / ${budget}`,
      labels,
    },
    {
      record: "slo:period_error_budget_remaining:ratio",
      expr: `1 - ${recorded("slo:period_burn_rate:ratio", objective)}`,
      labels,
    },
    {
      record: "sloth_slo_info",
      expr: "vector(1)",
      labels: {
        ...labels,
        sloth_mode: "muster",
        sloth_objective: target.times(100).toString(),
        // What Sloth calls the form in which the objective was written; ours goes on from it.
        sloth_spec: "prometheus/v1",
        sloth_version: "muster",
      },
    },
  ];
}

function labelsOf(objective: Objective, seconds: number): Readonly<Record<string, string>> {
  return {
    ...objective.labels,
    ...identity(objective),
    sloth_window: prometheusDuration(seconds),
  };
}
