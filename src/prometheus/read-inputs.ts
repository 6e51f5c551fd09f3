import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import type { Indicator, Objective } from "#domain/objective/objective.ts";
import type { Prometheus, Sample } from "./client/prometheus.ts";
import { badEvents, errorRatio, eventsFactor, over } from "./expressions.ts";
import { withLabels } from "./with-labels.ts";

const FIVE_MINUTES = 300;

type Labels = Sample["labels"];
/** Answers one query for every budget, and notes that it was asked. */
type Ask = (query: string) => Promise<readonly Sample[]>;
type Counted = Pick<BudgetInputs, "bad" | "total" | "windowRatio" | "labels">;

/**
 * What a budget is computed from, at a moment in seconds since 1970; of several budgets, the one of which least is left.
 * Throws a PrometheusError.
 */
export async function readInputs(
  prometheus: Prometheus,
  { indicator, window }: Objective,
  at: number,
): Promise<BudgetInputs> {
  const answers: { readonly query: string; readonly samples: readonly Sample[] }[] = [];
  async function ask(query: string): Promise<readonly Sample[]> {
    const { data: samples } = await prometheus.instant(query, at);
    answers.push({ query, samples });
    return samples;
  }
  const recent = await ask(errorRatio(indicator, FIVE_MINUTES));
  const counted =
    indicator.kind === "ratio"
      ? (await ask(errorRatio(indicator, window))).map(notCounted)
      : await countEvents(indicator, window, ask);
  const [worst] = counted.toSorted((a, b) => (b.windowRatio ?? -1) - (a.windowRatio ?? -1));
  const { labels, ...numbers } = worst ?? { ...NOT_COUNTED, labels: recent[0]?.labels ?? {} };
  return {
    ...numbers,
    labels,
    recentRatio: valueFor(recent, labels),
    groups: Math.max(recent.length, counted.length),
    asked: answers.map(({ query, samples }) => ({ query, at, value: valueFor(samples, labels) })),
  };
}

const NOT_COUNTED = { windowRatio: null, bad: null, total: null } as const;

function notCounted({ labels, value }: Sample): Counted {
  return { ...NOT_COUNTED, labels, windowRatio: value };
}

function valueFor(samples: readonly Sample[], labels: Labels): number | null {
  return withLabels(samples, labels)?.value ?? null;
}

async function countEvents(
  indicator: Extract<Indicator, { readonly kind: "events" }>,
  window: number,
  ask: Ask,
): Promise<readonly Counted[]> {
  const failed = await ask(badEvents(indicator, window));
  const all = await ask(over(indicator.total, window));
  return all.map(({ labels, value: total }) => {
    const bad = valueFor(failed, labels);
    const windowRatio = bad === null || total === null || total <= 0 ? null : bad / total;
    return {
      labels,
      windowRatio,
      bad: events(bad, eventsFactor(indicator.bad, window)),
      total: events(total, eventsFactor(indicator.total, window)),
    };
  });
}

/** Queries of rates count events a second. */
function events(value: number | null, factor: number | null): number | null {
  return value === null || factor === null ? null : value * factor;
}
