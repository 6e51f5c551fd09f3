import type { Expression } from "./expression.ts";
import { QueryRefusal } from "./refusal.ts";
import { keyOf, type Sample, scalar, vector, withoutName, type Worth } from "./vector.ts";

type Binary = Extract<Expression, { kind: "binary" }>;
type Arithmetic = "+" | "-" | "*" | "/";
type Comparison = "==" | "!=" | ">" | "<" | ">=" | "<=";

/** Two sides with an operator between them, matched by all their labels. */
export function combine({ operator, bool }: Binary, left: Worth, right: Worth): Worth {
  switch (operator) {
    case "or":
    case "and":
    case "unless":
      return vector(combineSets(operator, samplesOf(left), samplesOf(right)));
    case "+":
    case "-":
    case "*":
    case "/":
      return pairwise(left, right, ({ labels, a, b }) => {
        return { labels: withoutName(labels), value: calculate(operator, a, b) };
      });
    case "==":
    case "!=":
    case ">":
    case "<":
    case ">=":
    case "<=":
      return compare(operator, { bool, left, right });
  }
}

function samplesOf(worth: Worth): readonly Sample[] {
  if (worth.kind === "vector") return worth.samples;
  throw new QueryRefusal("bad_data", "set operators need an instant vector on both sides");
}

function combineSets(
  operator: "or" | "and" | "unless",
  left: readonly Sample[],
  right: readonly Sample[],
): readonly Sample[] {
  const [ofLeft, ofRight] = [left, right].map(
    (side) => new Set(side.map((one) => keyOf(one.labels))),
  );
  switch (operator) {
    case "or":
      return [...left, ...right.filter(({ labels }) => ofLeft?.has(keyOf(labels)) === false)];
    case "and":
      return left.filter(({ labels }) => ofRight?.has(keyOf(labels)) === true);
    case "unless":
      return left.filter(({ labels }) => ofRight?.has(keyOf(labels)) === false);
  }
}

/** What the comparison keeps has the value that was compared, whichever side the vector stands on. */
function compare(
  operator: Comparison,
  { bool, left, right }: { bool: boolean; left: Worth; right: Worth },
): Worth {
  if (left.kind === "scalar" && right.kind === "scalar" && !bool) {
    throw new QueryRefusal("bad_data", "comparisons between scalars must use BOOL modifier");
  }
  return pairwise(left, right, ({ labels, a, b }) => {
    const holds = holdsFor(operator, a, b);
    if (bool) return { labels: withoutName(labels), value: holds ? 1 : 0 };
    return holds ? { labels, value: left.kind === "scalar" ? b : a } : null;
  });
}

type Pair = { readonly labels: Sample["labels"]; readonly a: number; readonly b: number };
type Work = (pair: Pair) => Sample | null;

function pairwise(left: Worth, right: Worth, work: Work): Worth {
  if (left.kind === "scalar" && right.kind === "scalar") {
    return scalar(work({ labels: {}, a: left.value, b: right.value })?.value ?? Number.NaN);
  }
  return vector(pairsOf(left, right).flatMap((pair) => work(pair) ?? []));
}

function pairsOf(left: Worth, right: Worth): readonly Pair[] {
  if (left.kind === "scalar") {
    const { value: a } = left;
    return right.kind === "scalar"
      ? []
      : right.samples.map(({ labels, value: b }) => ({ labels, a, b }));
  }
  if (right.kind === "scalar") {
    const { value: b } = right;
    return left.samples.map(({ labels, value: a }) => ({ labels, a, b }));
  }
  const others = byKey(right.samples);
  return [...byKey(left.samples)].flatMap(([key, { labels, value: a }]) => {
    const other = others.get(key);
    return other === undefined ? [] : [{ labels, a, b: other.value }];
  });
}

function byKey(samples: readonly Sample[]): ReadonlyMap<string, Sample> {
  const keyed = new Map(samples.map((sample) => [keyOf(sample.labels), sample]));
  if (keyed.size === samples.length) return keyed;
  throw new QueryRefusal(
    "execution",
    "found duplicate series for the match group; many-to-many matching not allowed: matching labels must be unique on one side",
  );
}

function calculate(operator: Arithmetic, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
  }
}

function holdsFor(operator: Comparison, a: number, b: number): boolean {
  switch (operator) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case ">":
      return a > b;
    case "<":
      return a < b;
    case ">=":
      return a >= b;
    case "<=":
      return a <= b;
  }
}
