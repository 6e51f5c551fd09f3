import { DateTime } from "luxon";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { promiseOf, type Standing } from "#engine/budget/standings.ts";
import { objective } from "./objective.ts";

type Numbers = Partial<Pick<LiveBudget, "burn" | "remaining" | "untilGone">>;

/** Six tenths are left and nothing burns; what a test needs differently it gives. */
export function standing(
  promise: Partial<Objective> = {},
  {
    burn = 0.5,
    remaining = 0.6,
    untilGone = null,
    ...more
  }: Numbers & Partial<Omit<Standing, "objective" | "live">> = {},
): Standing {
  const promised = objective(promise);
  return {
    objective: promised,
    live: { ...promiseOf(promised), burn, remaining, untilGone, used: null },
    readAt: DateTime.fromISO("2026-11-21T12:00:00Z", { zone: "utc" }),
    error: null,
    frozenSince: null,
    recoveringSince: null,
    crossings: {},
    ...more,
  };
}
