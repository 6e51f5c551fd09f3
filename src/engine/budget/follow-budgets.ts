import type { DateTime } from "luxon";
import type { Trouble } from "#domain/impairment.ts";
import { type BudgetPolicy, type Freeze, followFreeze } from "#domain/objective/budget-policy.ts";
import { freezeState, isStillKnown } from "#domain/objective/freeze-state.ts";
import { type Crossing, followCrossing, ruleKey } from "#domain/objective/notify.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Engine } from "#engine/engine.ts";
import { lockBudget, neverRead, saveBudget, type StoredBudget } from "#store/budget/budgets.ts";
import { readClock } from "#store/database/clock.ts";
import { insertNotices } from "#store/duty/notices.ts";
import { noteBudgetDay } from "#store/learning/budget-days.ts";
import { newsOfBudget } from "./announce-budgets.ts";
import type { BudgetReader } from "./budget-reader.ts";

/** Looks at every objective; what Prometheus does not answer keeps its last values, with their age. */
export async function followBudgets(engine: Engine): Promise<void> {
  const reader = engine.budgets();
  const objectives = reader?.objectives() ?? [];
  await forgetOthers(engine, objectives);
  if (reader === null) return engine.impairments.set("prometheus", null);
  const now = await readClock(engine.database.kysely);
  const errors: string[] = [];
  for (const objective of objectives) {
    const answer = await ask(reader, objective, now);
    if (answer.kind === "not read") errors.push(answer.error);
    show(engine, await keep(engine, objective, answer, now), now);
  }
  engine.impairments.set("prometheus", unreadBudgets(errors, objectives.length));
}

/** What it means that so many objectives could not be read; null when all were. */
function unreadBudgets(errors: readonly string[], all: number): Trouble | null {
  const [first] = errors;
  if (first === undefined) return null;
  return {
    words: `Prometheus does not say how ${errors.length} of ${all} objectives stand (${first})`,
    consequence:
      "Pages and cards do not wait for it. What is left of these budgets is shown as unknown, and freezes stay as they were.",
    fix: "Look whether it runs, at `prometheus` in muster.yaml, and whether the rules of `muster rules` are loaded",
    severity: "degraded",
  };
}

type Answer =
  | { readonly kind: "read"; readonly live: StoredBudget["live"] }
  /** Why not, in words. */
  | { readonly kind: "not read"; readonly error: string };

async function ask(reader: BudgetReader, objective: Objective, now: DateTime): Promise<Answer> {
  try {
    const read = await reader.read(objective, Math.floor(now.toSeconds()));
    const { burn, remaining, untilGone } = read;
    return { kind: "read", live: { burn, remaining, untilGone } };
  } catch (error) {
    return { kind: "not read", error: error instanceof Error ? error.message : String(error) };
  }
}

/** One transaction changes the budget and says what is told of it; who looked later than we did is right. */
async function keep(
  { database, configuration, logger }: Engine,
  objective: Objective,
  answer: Answer,
  now: DateTime,
): Promise<StoredBudget> {
  return await database.transaction(async (tx) => {
    const before = await lockBudget(tx, objective.id);
    if (before.readAt !== null && before.readAt > now) return before;
    const after = afterLook(configuration().budgetPolicy, before, answer, now);
    await saveBudget(tx, after);
    await noteBudgetDay(tx, after);
    await insertNotices(tx, newsOfBudget(configuration(), { objective, before, after }));
    if (after.error !== null && after.error !== before.error)
      logger.warn({ objective: objective.id, error: after.error }, "budget not read");
    return after;
  });
}

function afterLook(
  policy: BudgetPolicy,
  before: StoredBudget,
  answer: Answer,
  now: DateTime,
): StoredBudget {
  if (answer.kind === "not read") {
    const { error } = answer;
    // Without rules nothing rests, whatever is known.
    return policy.freeze === undefined ? { ...before, ...FREE, error } : { ...before, error };
  }
  const read = { ...before, live: answer.live, readAt: now, error: null };
  return {
    ...read,
    ...freezeAfter(policy.freeze, read, now),
    crossings: crossingsAfter(policy.notify, read, now),
  };
}

const FREE = { frozenSince: null, recoveringSince: null } as const;

function freezeAfter(
  rules: BudgetPolicy["freeze"],
  { live, frozenSince, recoveringSince }: StoredBudget,
  now: DateTime,
): Pick<StoredBudget, "frozenSince" | "recoveringSince"> {
  if (rules === undefined) return FREE;
  const before: Freeze = {
    frozen: frozenSince !== null,
    recoveringSince: recoveringSince?.toMillis() ?? null,
  };
  const { leaveAfter } = rules;
  const after = followFreeze(before, live.remaining, { now: now.toMillis(), leaveAfter });
  if (!after.frozen) return FREE;
  const recovering = after.recoveringSince === null ? null : (recoveringSince ?? now);
  return { frozenSince: frozenSince ?? now, recoveringSince: recovering };
}

/** A rule that is gone from muster.yaml is forgotten. */
function crossingsAfter(
  rules: BudgetPolicy["notify"],
  { live, crossings }: StoredBudget,
  now: DateTime,
): Readonly<Record<string, Crossing>> {
  const followed = rules.flatMap((rule) => {
    const key = ruleKey(rule);
    const after = followCrossing(crossings[key] ?? null, rule.limit, live, now.toMillis());
    return after === null ? [] : [[key, after] as const];
  });
  return Object.fromEntries(followed);
}

/** What is not known any more is shown as nothing at all: a metric says nothing of its age. */
function show({ metrics }: Engine, budget: StoredBudget, now: DateTime): void {
  const { objective, readAt } = budget;
  const { burn, remaining } = isStillKnown(readAt, now) ? budget.live : neverRead(objective).live;
  const gauges = [
    [metrics.budgetBurn, burn],
    [metrics.budgetRemaining, remaining],
    [metrics.budgetFrozen, freezeGauge(budget, now)],
  ] as const;
  for (const [gauge, value] of gauges) {
    if (value === null) gauge.remove({ objective });
    else gauge.set({ objective }, value);
  }
}

function freezeGauge({ live, readAt, frozenSince }: StoredBudget, now: DateTime): number | null {
  const read = { remaining: live.remaining, readAt, frozenSince };
  // Without rules nothing is ever frozen: then too it is 0 only where something is known.
  const state = freezeState(read, { hasRules: true, now });
  return state === "unknown" ? null : Number(state === "frozen");
}

/** An objective that is gone from muster.yaml has no numbers any more. */
async function forgetOthers(
  { metrics: { budgetBurn, budgetRemaining, budgetFrozen } }: Engine,
  objectives: readonly Objective[],
): Promise<void> {
  const ids = new Set<string | number | undefined>(objectives.map(({ id }) => id));
  for (const gauge of [budgetBurn, budgetRemaining, budgetFrozen]) {
    const { values } = await gauge.get();
    for (const { labels } of values) {
      if (!ids.has(labels.objective)) gauge.remove(labels);
    }
  }
}
