import type { IncidentShare } from "./incident-share.ts";

const TRUST: readonly IncidentShare["quality"][] = [
  "measured",
  "estimated",
  "manual",
  "unavailable",
];

/** Whether what was asked later knows less than what is known: Prometheus forgets, and a month later it guesses. */
export function knowsLess(
  later: Pick<IncidentShare, "quality">,
  known: Pick<IncidentShare, "quality">,
): boolean {
  return TRUST.indexOf(later.quality) > TRUST.indexOf(known.quality);
}
