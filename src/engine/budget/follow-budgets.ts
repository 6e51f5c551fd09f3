import type { DateTime } from "luxon";
import { followFreeze, type Freeze } from "#domain/objective/budget-policy.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Engine } from "#engine/engine.ts";
import { neverRead, readBudgets, saveBudget, type StoredBudget } from "#store/budget/budgets.ts";
import { readClock } from "#store/database/clock.ts";

/** Looks at every objective; what Prometheus does not answer keeps its last values, with their age. */
export async function followBudgets(engine: Engine): Promise<void> {
  const reader = engine.budgets();
  if (reader === null) return;
  const { kysely } = engine.database;
  const known = new Map((await readBudgets(kysely)).map((budget) => [budget.objective, budget]));
  const now = await readClock(kysely);
  for (const objective of reader.objectives()) {
    const before = known.get(objective.id) ?? neverRead(objective.id);
    const budget = await look(engine, objective, { before, now });
    await saveBudget(kysely, budget);
    show(engine, budget);
  }
}

type Look = { readonly before: StoredBudget; readonly now: DateTime };

async function look(
  engine: Engine,
  objective: Objective,
  { before, now }: Look,
): Promise<StoredBudget> {
  try {
    const live = await engine.budgets()?.read(objective, Math.floor(now.toSeconds()));
    if (live === undefined) return before;
    const { burn, remaining, untilGone } = live;
    const read = { ...before, live: { burn, remaining, untilGone }, readAt: now, error: null };
    return { ...read, ...freezeAfter(engine, read, now) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (before.error !== words)
      engine.logger.warn({ objective: objective.id, error: words }, "budget not read");
    return { ...before, error: words };
  }
}

function freezeAfter(
  { configuration }: Engine,
  { live, frozenSince, recoveringSince }: StoredBudget,
  now: DateTime,
): Pick<StoredBudget, "frozenSince" | "recoveringSince"> {
  const rules = configuration().budgetPolicy.freeze;
  if (rules === undefined) return { frozenSince: null, recoveringSince: null };
  const before: Freeze = {
    frozen: frozenSince !== null,
    recoveringSince: recoveringSince?.toMillis() ?? null,
  };
  const { leaveAfter } = rules;
  const after = followFreeze(before, live.remaining, { now: now.toMillis(), leaveAfter });
  if (!after.frozen) return { frozenSince: null, recoveringSince: null };
  const recovering = after.recoveringSince === null ? null : (recoveringSince ?? now);
  return { frozenSince: frozenSince ?? now, recoveringSince: recovering };
}

function show({ metrics }: Engine, { objective, live, frozenSince }: StoredBudget): void {
  const { burn, remaining } = live;
  if (burn !== null) metrics.budgetBurn.set({ objective }, burn);
  if (remaining !== null) metrics.budgetRemaining.set({ objective }, remaining);
  metrics.budgetFrozen.set({ objective }, frozenSince === null ? 0 : 1);
}
