import { z } from "zod";
import { evaluate } from "./promql/evaluate.ts";
import type { Expression } from "./promql/expression.ts";
import { parseQuery } from "./promql/parse.ts";
import { QueryRefusal } from "./promql/refusal.ts";
import { keyOf, type Worth } from "./promql/vector.ts";
import type { Samples } from "./samples.ts";

/** Seconds since 1970 and the number as text, as Prometheus writes both. */
type Point = readonly [number, string];
type Series = { readonly metric: Readonly<Record<string, string>>; readonly values: Point[] };

type Matrix = { readonly resultType: "matrix"; readonly result: readonly Series[] };

/** More would be too much for one answer. */
const MOST_POINTS = 11_000;

const Seconds = z.coerce.number();
const Instant = z.object({ query: z.string().min(1), time: Seconds.optional() });
const Range = z.object({
  query: z.string().min(1),
  start: Seconds,
  end: Seconds,
  step: Seconds.gt(0),
});

type Form = Readonly<Record<string, string>>;

/** The data of POST /api/v1/query; throws a QueryRefusal. */
export function answerInstant(form: Form, samples: Samples, now: number): object {
  const { query, time = now / 1000 } = readForm(Instant, form);
  const worth = evaluate(parseQuery(query), samples, time * 1000);
  if (worth.kind === "scalar") return { resultType: "scalar", result: point(time, worth.value) };
  const result = worth.samples.map(({ labels, value }) => {
    return { metric: labels, value: point(time, value) };
  });
  return { resultType: "vector", result };
}

/** The data of POST /api/v1/query_range; throws a QueryRefusal. */
export function answerRange(form: Form, samples: Samples): Matrix {
  const { query, ...range } = readForm(Range, form);
  if ((range.end - range.start) / range.step > MOST_POINTS) {
    throw new QueryRefusal(
      "bad_data",
      "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
    );
  }
  return { resultType: "matrix", result: seriesOver(parseQuery(query), samples, range) };
}

function seriesOver(
  expression: Expression,
  samples: Samples,
  { start, end, step }: { start: number; end: number; step: number },
): readonly Series[] {
  const series = new Map<string, Series>();
  const steps = Math.floor((end - start) / step);
  for (let place = 0; place <= steps; place += 1) {
    const at = start + place * step;
    for (const { labels, value } of samplesIn(evaluate(expression, samples, at * 1000))) {
      const key = keyOf(labels);
      const known = series.get(key) ?? { metric: labels, values: [] };
      known.values.push(point(at, value));
      series.set(key, known);
    }
  }
  return [...series.values()];
}

function samplesIn(worth: Worth): Extract<Worth, { kind: "vector" }>["samples"] {
  return worth.kind === "vector" ? worth.samples : [{ labels: {}, value: worth.value }];
}

function point(at: number, value: number): Point {
  return [at, Number.isFinite(value) ? String(value) : infinite(value)];
}

function infinite(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "+Inf" : "-Inf";
}

function readForm<Shape extends z.ZodType>(shape: Shape, form: Form): z.output<Shape> {
  const { data, error } = shape.safeParse(form);
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new QueryRefusal(
    "bad_data",
    `invalid parameter "${String(issue?.path[0])}": ${issue?.message}`,
  );
}
