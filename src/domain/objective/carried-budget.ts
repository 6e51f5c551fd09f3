import { alertPairs, type AlertPair } from "./alert-pairs.ts";
import { percent } from "./budget-policy.ts";
import type { Objective } from "./objective.ts";
import { parsePrometheusDuration } from "./prometheus-duration.ts";

type Words = Readonly<Record<string, string>>;

/** An alert that may be one on an error budget. */
export type BudgetAlert = {
  readonly state: string;
  readonly labels: Words;
  readonly annotations: Words;
};

/** What a firing alert says of an error budget by itself, so that nobody need be asked. */
export type CarriedBudget = {
  readonly firing: "page" | "ticket";
  readonly burn: number | null;
  readonly remaining: number | null;
  /** What must be gone for it to fire: "at least 2 % of the budget was burned in the last hour". */
  readonly atLeast: string;
};

type Known = Pick<Objective, "id" | "target" | "window">;

const HOUR = 3600;

/** The loudest of the alerts on this objective that fire; null when none does. */
export function carriedBudget(
  objective: Known,
  alerts: readonly BudgetAlert[],
): CarriedBudget | null {
  const firing = alerts.filter(({ state, labels }) => {
    return state === "firing" && labels["sloth_id"] === objective.id;
  });
  const alert = firing.find((one) => severityOf(one) === "page") ?? firing[0];
  if (alert === undefined) return null;
  const severity = severityOf(alert);
  return {
    firing: severity,
    burn: numberIn(alert.annotations["burn_rate"]),
    remaining: shareIn(alert.annotations["budget_remaining"]),
    atLeast: atLeast(objective, alert.labels["long"], severity),
  };
}

function severityOf({ labels }: BudgetAlert): "page" | "ticket" {
  return labels["sloth_severity"] === "page" ? "page" : "ticket";
}

/** By the window where the alert names it; else either of its pairs may be the one. */
function atLeast(
  { target, window }: Known,
  long: string | undefined,
  severity: AlertPair["severity"],
): string {
  const { reachable } = alertPairs(target, window);
  const named = reachable.filter((pair) => pair.long === parsePrometheusDuration(long ?? ""));
  const pairs = named.length > 0 ? named : reachable.filter((pair) => pair.severity === severity);
  const burned = pairs.map(({ factor, long: over }, index) => {
    const share = percent(factor.times(over).div(window).toNumber());
    return `${share}${index === 0 ? " burned" : ""} in the last ${hours(over)}`;
  });
  return burned.length === 0 ? "" : `at least ${burned.join(", or ")}`;
}

function hours(seconds: number): string {
  const count = seconds / HOUR;
  return count === 1 ? "hour" : `${count} hours`;
}

function numberIn(text: string | undefined): number | null {
  const value = Number(text ?? "");
  return text === undefined || text.trim() === "" || !Number.isFinite(value) ? null : value;
}

/** As `humanizePercentage` writes it: 35.67%. */
function shareIn(text: string | undefined): number | null {
  const digits = /^\s*(-?[\d.]+)\s*%\s*$/.exec(text ?? "")?.[1];
  const value = numberIn(digits);
  return value === null ? null : value / 100;
}
