import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import type { AskedQuery } from "#domain/objective/measured-share.ts";
import type { Indicator, Objective } from "#domain/objective/objective.ts";
import type { Prometheus } from "./client/prometheus.ts";
import { badEvents, errorRatio, eventsFactor, over } from "./expressions.ts";
import { withLabels } from "./with-labels.ts";

const FIVE_MINUTES = 300;

type Events = Extract<Indicator, { readonly kind: "events" }>;
type Labels = Readonly<Record<string, string>>;
/** Answers one query for one budget, and notes that it was asked. */
type Ask = (query: string) => Promise<number | null>;

/** What a budget is computed from, at a moment in seconds since 1970; throws a PrometheusError. */
export async function readInputs(
  prometheus: Prometheus,
  { indicator, window }: Objective,
  at: number,
): Promise<BudgetInputs> {
  const asked: AskedQuery[] = [];
  const recent = errorRatio(indicator, FIVE_MINUTES);
  const { data } = await prometheus.instant(recent, at);
  const labels: Labels = data[0]?.labels ?? {};
  const recentRatio = data[0]?.value ?? null;
  asked.push({ query: recent, at, value: recentRatio });
  async function ask(query: string): Promise<number | null> {
    const answer = await prometheus.instant(query, at);
    const value = withLabels(answer.data, labels)?.value ?? null;
    asked.push({ query, at, value });
    return value;
  }
  const counted =
    indicator.kind === "ratio"
      ? { ...NOT_COUNTED, windowRatio: await ask(errorRatio(indicator, window)) }
      : await countEvents(indicator, window, ask);
  return { recentRatio, ...counted, groups: data.length, labels, asked };
}

const NOT_COUNTED = { bad: null, total: null } as const;

async function countEvents(
  indicator: Events,
  window: number,
  ask: Ask,
): Promise<Pick<BudgetInputs, "bad" | "total" | "windowRatio">> {
  const bad = await ask(badEvents(indicator, window));
  const total = await ask(over(indicator.total, window));
  const windowRatio = bad === null || total === null || total <= 0 ? null : bad / total;
  return {
    bad: events(bad, eventsFactor(indicator.bad, window)),
    total: events(total, eventsFactor(indicator.total, window)),
    windowRatio,
  };
}

/** Queries of rates count events a second. */
function events(value: number | null, factor: number | null): number | null {
  return value === null || factor === null ? null : value * factor;
}
