import { Big } from "big.js";

/** The share of events that may be bad: one minus the target. */
export function budgetOf(target: Big): Big {
  return new Big(1).minus(target);
}

/** How many times faster than allowed the budget is used; 1 uses it up exactly at the end of the window. */
export function burnRate(errorRatio: number, target: Big): number {
  return errorRatio / budgetOf(target).toNumber();
}

/** The burn rate when everything fails. */
export function highestBurn(target: Big): Big {
  return new Big(1).div(budgetOf(target));
}

type Events = { readonly bad: number; readonly total: number };

/**
 * The share of the window's budget that so many bad events used, by the events of the whole window; null when
 * there were none, since a share of nothing is neither 0 nor 1.
 */
export function shareOfEvents({ bad, total }: Events, target: Big): number | null {
  const allowed = budgetOf(target).toNumber() * total;
  return allowed > 0 ? bad / allowed : null;
}

/** The same by time, for where events cannot be counted: right only while traffic is as usual. */
export function shareOfTime(
  errorRatio: number,
  seconds: number,
  window: number,
  target: Big,
): number {
  return (burnRate(errorRatio, target) * seconds) / window;
}

/** What is left of the budget, below zero when it is overdrawn; null when there were no events. */
export function remainingOf(events: Events, target: Big): number | null {
  const used = shareOfEvents(events, target);
  return used === null ? null : 1 - used;
}

/** In how many seconds the rest is gone at this rate; null when it is gone already, or never will be. */
export function secondsUntilGone(remaining: number, burn: number, window: number): number | null {
  if (!Number.isFinite(burn) || burn <= 0 || remaining <= 0) return null;
  return (remaining * window) / burn;
}

/** The budget as a length of time without any good event, in minutes; an aid, true only for steady traffic. */
export function budgetMinutes(target: Big, window: number): Big {
  return budgetOf(target).times(window).div(60);
}
