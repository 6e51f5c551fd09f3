import { wholeNumber } from "#domain/text.ts";
import { percent } from "./budget-policy.ts";
import { budgetOf } from "./budget.ts";
import type { IncidentShare } from "./incident-share.ts";
import type { Objective } from "./objective.ts";
import { prometheusDuration } from "./prometheus-duration.ts";

/** How a share is computed and from what, in one line that anybody can put into a calculator. */
export function shareFormula(
  { quality, share, bad }: IncidentShare,
  { target, window }: Pick<Objective, "target" | "window">,
): string {
  const budget = budgetOf(target).toString();
  const over = prometheusDuration(window);
  if (share === null) return "Not known, so nothing is computed.";
  if (quality === "manual") {
    return `share of failures × length ÷ (${budget} × ${over}) = ${percent(share)}`;
  }
  if (bad === null || share <= 0) {
    return `failed ÷ (${budget} × all events of ${over}) = ${percent(share)}`;
  }
  const all = bad / share / Number(budget);
  return `${wholeNumber(bad)} failed ÷ (${budget} × ${wholeNumber(all)} events of ${over}) = ${percent(share)}`;
}
