import { shareOfTime } from "./budget.ts";
import type { IncidentShare } from "./incident-share.ts";
import type { Objective } from "./objective.ts";

/** So many percent of all events failed for so many minutes: by time, since nothing was counted. */
export function shareByHand(
  { percent, minutes }: { readonly percent: number; readonly minutes: number },
  { target, window }: Pick<Objective, "target" | "window">,
): IncidentShare {
  const share = shareOfTime(percent / 100, minutes * 60, window, target);
  const note = `Given by hand as ${percent} % of all for ${minutes} minutes; counted by time, right only as far as traffic was as usual.`;
  const unknown = { remainingBefore: null, remainingAfter: null, bad: null, total: null };
  return { ...unknown, quality: "manual", share, notes: [note] };
}
