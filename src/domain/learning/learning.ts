import type { DateTime } from "luxon";
import type { Span } from "#domain/schedule/span.ts";
import { type BudgetTrend, budgetTrends } from "./budget-trend.ts";
import { hourKind, firstCalls, type HourKind } from "./page-load.ts";
import type { Past, PastFollowUp } from "./past.ts";
import { overduePostmortems, type Repairs, repairsOf } from "./repairs.ts";
import { type RepeatedCause, repeatedWithoutRepair } from "./repeated-causes.ts";
import { type RuleFigures, ruleFigures } from "./rule-figures.ts";
import { type ServiceFigures, serviceFigures } from "./service-figures.ts";

/** What can be learned from a span of some services. */
export type Learning = {
  readonly span: Span;
  readonly asOf: DateTime;
  /** What is not counted because it cannot be read, by number. */
  readonly unreadable: readonly number[];
  /** All services taken together. */
  readonly whole: ServiceFigures;
  readonly services: readonly (ServiceFigures & { readonly service: string })[];
  readonly rules: readonly RuleFigures[];
  readonly repairs: Repairs;
  readonly overduePostmortems: readonly PastFollowUp[];
  readonly repeated: readonly RepeatedCause[];
  readonly budgets: readonly BudgetTrend[];
  /** Every page by when it came and in which hours of the person, oldest first. */
  readonly calls: readonly { readonly at: number; readonly hours: HourKind }[];
};

export function learningOf(past: Past): Learning {
  return {
    span: past.span,
    asOf: past.asOf,
    unreadable: past.unreadable,
    whole: serviceFigures(past, past.services),
    services: past.services.map((service) => ({ service, ...serviceFigures(past, [service]) })),
    rules: ruleFigures(past),
    repairs: repairsOf(past),
    overduePostmortems: overduePostmortems(past),
    repeated: repeatedWithoutRepair(past.incidents),
    budgets: budgetTrends(past.budgets),
    calls: firstCalls(past.pages).map(({ at, person }) => {
      return { at, hours: hourKind(at, past.zoneOf(person)) };
    }),
  };
}
