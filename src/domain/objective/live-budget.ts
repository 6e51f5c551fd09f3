import { percent } from "./budget-policy.ts";

/** How an objective stands at a moment; what is not known is null. */
export type LiveBudget = {
  readonly objective: { readonly service: string; readonly name: string; readonly target: string };
  /** As Prometheus writes it: 30d. */
  readonly window: string;
  /** How many times faster than allowed the budget is used now. */
  readonly burn: number | null;
  /** What is left of it, below zero when it is overdrawn. */
  readonly remaining: number | null;
  /** What the incident used of it so far. */
  readonly used: number | null;
  /** In how many seconds the rest is gone at this rate. */
  readonly untilGone: number | null;
};

/** One line for people: how fast it burns, what this incident used, what is left, and how long that lasts. */
export function budgetLine(live: LiveBudget): string {
  const { service, name, target } = live.objective;
  const facts = [burnWords(live), usedWords(live), remainingWords(live), goneWords(live)];
  return `${service} ${name} ${target} %/${live.window}: ${facts.filter((fact) => fact !== "").join(", ")}`;
}

export function burnWords({ burn }: Pick<LiveBudget, "burn">): string {
  if (burn === null) return "no traffic now, or none that Prometheus knows of";
  return burn < 1 ? "burning slower than allowed" : `burning ${Number(burn.toPrecision(3))}x now`;
}

function usedWords({ used }: LiveBudget): string {
  return used === null ? "" : `this incident has used ${percent(used)} of the budget`;
}

export function remainingWords({ remaining }: Pick<LiveBudget, "remaining">): string {
  if (remaining === null) return "what is left is not known";
  return remaining < 0 ? `overdrawn by ${percent(-remaining)}` : `${percent(remaining)} left`;
}

function goneWords({ untilGone }: LiveBudget): string {
  return untilGone === null ? "" : `gone in ${lengthWords(untilGone)} at this rate`;
}

/** 44 min, 5 h, 3 days. */
export function lengthWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
