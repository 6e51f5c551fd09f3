import { type Drawing, list } from "#documents/drawing.ts";
import { linked } from "#documents/escape.ts";

/** What was there to help: the runbook, whether it was used, and the dashboard. */
export function runbookBlock({ facts: { runbook, dashboard } }: Drawing): string {
  const page =
    runbook === null
      ? "**Runbook:** none was found for these alerts"
      : `**Runbook:** ${linked(runbook.title, runbook.link)}, ${runbook.used ? "steps of it were taken" : "no step of it was taken"}`;
  const board =
    dashboard === null
      ? "**Dashboard:** none is known"
      : `**Dashboard:** ${linked(dashboard.title, dashboard.link)}`;
  return list([page, board]);
}
