import { isWorse, type Severity } from "#domain/severity.ts";
import { alertPairs } from "./alert-pairs.ts";
import { highestBurn } from "./budget.ts";
import { lengthWords } from "./live-budget.ts";
import type { Objective } from "./objective.ts";

/** How bad an incident is, as its error budget says; people decide. */
export type Suggestion = { readonly severity: Severity; readonly reason: string };

export type BurnFact = {
  readonly objective: Pick<Objective, "service" | "name" | "target" | "window">;
  /** How many times faster than allowed it burns now; null when that is not known. */
  readonly burn: number | null;
  /** In how many seconds the rest is gone at this rate. */
  readonly untilGone: number | null;
  /** What the incident used so far. */
  readonly used: number | null;
  /** Which of its alerts fires, the louder of both. */
  readonly firing: "page" | "ticket" | null;
};

/** So many times faster than what already pages, or half of everything failing. */
const OVERWHELMING = 10;
const HALF = 0.5;
const ONE_HOUR = 3600;
/** What the quickest alert waits for: a moment's burn alone may be two requests. */
const CONFIRMED = 0.02;

/** The worst that any of them says, where that is worse than what it is now. */
export function suggestSeverity(facts: readonly BurnFact[], now: Severity): Suggestion | null {
  return facts
    .flatMap((fact) => suggestionBy(fact) ?? [])
    .reduce<Suggestion | null>((worst, one) => {
      return isWorse(one.severity, worst?.severity ?? now) ? one : worst;
    }, null);
}

function suggestionBy(fact: BurnFact): Suggestion | null {
  const { objective, burn, used, firing } = fact;
  if (burn === null) return firing === "page" ? byAlert(objective) : null;
  if (firing === null && (used === null || used < CONFIRMED)) return null;
  const severity = severityOf(burn, fact);
  if (severity === null) return null;
  const rate = `${Number(burn.toPrecision(3))}x`;
  const whole = lengthWords(objective.window / burn);
  return {
    severity,
    reason: `${objective.service} ${objective.name} burns ${rate}: a whole error budget would be gone in ${whole}`,
  };
}

function severityOf(burn: number, { objective, untilGone }: BurnFact): Severity | null {
  const { target, window } = objective;
  const { reachable } = alertPairs(target, window);
  const paging = reachable.filter(({ severity }) => severity === "page");
  const factors = paging.map(({ factor }) => factor.toNumber());
  if (factors.length === 0 || burn <= Math.min(...factors)) return null;
  const quick = Math.max(...factors);
  const most = highestBurn(target).toNumber();
  const isSoonGone = burn > quick && untilGone !== null && untilGone <= ONE_HOUR;
  if (burn >= Math.min(OVERWHELMING * quick, HALF * most) || isSoonGone) return "SEV1";
  return burn > quick ? "SEV2" : "SEV3";
}

/** Its slower pair is known to burn, and how fast it burns is not. */
function byAlert({ service, name }: BurnFact["objective"]): Suggestion {
  const reason = `the alert on the error budget of ${service} ${name} pages, and how fast it burns is not known`;
  return { severity: "SEV3", reason };
}
