import { Big } from "big.js";
import { budgetOf } from "./budget.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two windows that must both burn too fast before anybody hears of it: the long one is sure, the short one is quick. */
export type AlertPair = {
  readonly severity: "page" | "ticket";
  /** In seconds. */
  readonly short: number;
  readonly long: number;
  /** How many times faster than allowed. */
  readonly factor: Big;
  /** The share of bad events above which the factor is exceeded. */
  readonly threshold: Big;
};

type Shape = Pick<AlertPair, "severity" | "short" | "long"> & {
  /** The share of the budget that is gone when it fires, before any of it was used. */
  readonly fraction: string;
};

const QUICK_PAGE = { severity: "page", short: 5 * MINUTE, long: HOUR } as const;
const SLOW_PAGE = { severity: "page", short: 30 * MINUTE, long: 6 * HOUR } as const;
const QUICK_TICKET = { severity: "ticket", short: 2 * HOUR, long: DAY } as const;
const SLOW_TICKET = { severity: "ticket", short: 6 * HOUR, long: 3 * DAY } as const;

/** The SRE Workbook's table 5-8 with the pair of its listing beside it, as Sloth and Grafana have them. */
const FOR_WEEKS: readonly Shape[] = [
  { ...QUICK_PAGE, fraction: "0.02" },
  { ...SLOW_PAGE, fraction: "0.05" },
  { ...QUICK_TICKET, fraction: "0.1" },
  { ...SLOW_TICKET, fraction: "0.1" },
];

/** Sloth's for seven days: with the others a factor below one would alert although the promise is kept. */
const FOR_ONE_WEEK: readonly Shape[] = [
  { ...QUICK_PAGE, fraction: "0.08" },
  { ...SLOW_PAGE, fraction: "0.125" },
  { ...QUICK_TICKET, fraction: "0.2" },
  { ...SLOW_TICKET, fraction: "0.42" },
];

/** Between the two others, so that the slowest pair stays as slow as that of four weeks. */
const FOR_TWO_WEEKS: readonly Shape[] = [
  { ...QUICK_PAGE, fraction: "0.04" },
  { ...SLOW_PAGE, fraction: "0.08" },
  { ...QUICK_TICKET, fraction: "0.15" },
  { ...SLOW_TICKET, fraction: "0.2" },
];

/** Windows for which pairs are known: one week, two weeks, or four and more. */
export function isKnownWindow(window: number): boolean {
  return shapesFor(window) !== null;
}

function shapesFor(window: number): readonly Shape[] | null {
  if (window === 7 * DAY) return FOR_ONE_WEEK;
  if (window === 14 * DAY) return FOR_TWO_WEEKS;
  return window >= 28 * DAY ? FOR_WEEKS : null;
}

/** Every pair of the window that can be reached, and those that cannot since everything failing burns slower. */
export function alertPairs(
  target: Big,
  window: number,
): { readonly reachable: readonly AlertPair[]; readonly unreachable: readonly AlertPair[] } {
  const pairs = (shapesFor(window) ?? []).map((shape) => pairOf(shape, target, window));
  return {
    reachable: pairs.filter(({ threshold }) => threshold.lt(1)),
    unreachable: pairs.filter(({ threshold }) => threshold.gte(1)),
  };
}

/** How many times faster than allowed uses this fraction of the budget within the long window. */
export function factorOf(fraction: string, long: number, window: number): Big {
  return new Big(fraction).times(window).div(long);
}

function pairOf({ fraction, ...shape }: Shape, target: Big, window: number): AlertPair {
  const factor = factorOf(fraction, shape.long, window);
  // Rounded once, at the end: 28/30 of a factor has no end in decimals.
  const threshold = budgetOf(target).times(fraction).times(window).div(shape.long);
  return { ...shape, factor, threshold };
}

/** How many seconds a steady share of bad events needs to be noticed, after a time without any. */
export function secondsUntilNoticed({ threshold, long }: AlertPair, errorRatio: number): number {
  return (threshold.toNumber() * long) / errorRatio;
}
