import { firstAfter, type Samples, seriesOf } from "#demo/prometheus/samples.ts";
import { combine } from "./combine.ts";
import type { Expression } from "./expression.ts";
import { growth } from "./extrapolate.ts";
import { QueryRefusal } from "./refusal.ts";
import { keep, keyOf, type Sample, scalar, vector, withoutName, type Worth } from "./vector.ts";

/** An older sample says nothing of now. */
const STALE_MS = 300_000;

type Aggregate = Extract<Expression, { kind: "aggregate" }>;
type Rate = Extract<Expression, { kind: "rate" }>;
type Selector = Extract<Expression, { kind: "selector" }>;

/** What an expression is worth at a moment, in milliseconds since 1970; throws a QueryRefusal. */
export function evaluate(expression: Expression, samples: Samples, at: number): Worth {
  switch (expression.kind) {
    case "number":
      return scalar(expression.value);
    case "time":
      return scalar(at / 1000);
    case "selector":
      return vector(latest(expression, samples, at));
    case "rate":
      return vector(rates(expression, samples, at));
    case "vector":
      return asVector(evaluate(expression.of, samples, at));
    case "aggregate":
      return vector(aggregate(expression, evaluate(expression.of, samples, at)));
    case "binary":
      return combine(
        expression,
        evaluate(expression.left, samples, at),
        evaluate(expression.right, samples, at),
      );
  }
}

function latest({ name, matchers }: Selector, samples: Samples, at: number): readonly Sample[] {
  const place = firstAfter(samples, at) - 1;
  const time = samples.times[place];
  if (time === undefined || time <= at - STALE_MS) return [];
  return seriesOf(samples, name, matchers).map(({ labels, values }) => {
    return { labels, value: values[place] ?? Number.NaN };
  });
}

function rates({ of, selector, range }: Rate, samples: Samples, at: number): readonly Sample[] {
  const time = { from: at - range * 1000, until: at };
  return seriesOf(samples, selector.name, selector.matchers).flatMap((series) => {
    const grown = growth(samples, series, time);
    if (grown === null) return [];
    const value = of === "rate" ? grown / range : grown;
    return [{ labels: withoutName(series.labels), value }];
  });
}

function asVector(worth: Worth): Worth {
  if (worth.kind === "scalar") return vector([{ labels: {}, value: worth.value }]);
  throw new QueryRefusal("bad_data", "expected type scalar in call to function vector");
}

function aggregate({ by, grouping }: Aggregate, worth: Worth): readonly Sample[] {
  if (worth.kind === "scalar") {
    throw new QueryRefusal("bad_data", `expected type instant vector in aggregation ${by}`);
  }
  const isBy = grouping.kind === "by";
  const grouped = worth.samples.map(({ labels, value }) => ({
    labels: keep(withoutName(labels), (name) => grouping.labels.includes(name) === isBy),
    value,
  }));
  return [...Map.groupBy(grouped, ({ labels }) => keyOf(labels)).values()].map((group) => ({
    labels: group[0]?.labels ?? {},
    value: together(
      by,
      group.map(({ value }) => value),
    ),
  }));
}

function together(by: Aggregate["by"], values: readonly number[]): number {
  const sum = values.reduce((so, value) => so + value, 0);
  switch (by) {
    case "sum":
      return sum;
    case "avg":
      return sum / values.length;
    case "count":
      return values.length;
    case "max":
      return Math.max(...values);
    case "min":
      return Math.min(...values);
  }
}
