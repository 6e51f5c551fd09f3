import { NAME } from "#demo/prometheus/samples.ts";

export type Labels = Readonly<Record<string, string>>;
export type Sample = { readonly labels: Labels; readonly value: number };

/** What an expression is worth at a moment: one number, or one for each set of labels. */
export type Worth =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "vector"; readonly samples: readonly Sample[] };

export function scalar(value: number): Worth {
  return { kind: "scalar", value };
}

export function vector(samples: readonly Sample[]): Worth {
  return { kind: "vector", samples };
}

/** What was worked out is no longer the metric that it came from. */
export function withoutName(labels: Labels): Labels {
  return keep(labels, (name) => name !== NAME);
}

export function keep(labels: Labels, wanted: (name: string) => boolean): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => wanted(name)));
}

/** The same text for the same labels, whatever the metric is called. */
export function keyOf(labels: Labels): string {
  const sorted = Object.entries(withoutName(labels)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted);
}
