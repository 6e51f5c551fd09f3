import type { Matcher } from "#domain/alert/matcher.ts";

export const AGGREGATIONS = ["sum", "max", "min", "avg", "count"] as const;
export const RATES = ["rate", "increase"] as const;

/** What the stand-in understands of PromQL: all that Muster asks about objectives that count events. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "selector"; readonly name: string; readonly matchers: readonly Matcher[] }
  | {
      readonly kind: "rate";
      readonly of: (typeof RATES)[number];
      readonly selector: Extract<Expression, { kind: "selector" }>;
      /** In seconds. */
      readonly range: number;
    }
  /** A number as a vector without labels. */
  | { readonly kind: "vector"; readonly of: Expression }
  | { readonly kind: "time" }
  | {
      readonly kind: "aggregate";
      readonly by: (typeof AGGREGATIONS)[number];
      readonly grouping: Grouping;
      readonly of: Expression;
    }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      /** A comparison that answers 0 or 1 and keeps everything. */
      readonly bool: boolean;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Grouping = {
  readonly kind: "by" | "without";
  readonly labels: readonly string[];
};

/** From the loosest to the tightest. */
export const OPERATORS = [
  ["or"],
  ["and", "unless"],
  ["==", "!=", ">=", "<=", ">", "<"],
  ["+", "-"],
  ["*", "/"],
] as const;
export type Operator = (typeof OPERATORS)[number][number];
