import { count } from "#app/cli/count.ts";
import { incidentName } from "#domain/incident/incident.ts";
import type { Database } from "#store/database/database.ts";
import {
  type TimelineFault,
  type Verified,
  verifyTimelines,
} from "#store/incident/verify-timelines.ts";
import type { Result } from "./examined.ts";

/** Whether any timeline was changed since it was written. */
export async function examineTimelines(database: Database): Promise<Result> {
  const { incidents, lines, faults } = await verifyTimelines(database, showProgress);
  const verified = `verified ${count(incidents, "timeline")} with ${count(lines, "line")}`;
  return { findings: faults.map(faultWords), notes: [verified] };
}

export function faultWords({ incident, line }: TimelineFault): string {
  const name = incidentName(incident);
  if (line === null) return `${name}: lines are missing at the end of its timeline`;
  return `${name}: line ${line} of its timeline was changed, or lines before it were changed, removed or added; a backup has what was written`;
}

/** For whoever waits before a screen. */
function showProgress({ incidents, lines }: Verified): void {
  if (!process.stderr.isTTY) return;
  const words = `${count(incidents, "timeline")}, ${count(lines, "line")} …`;
  process.stderr.write(`\r\u001b[K${words}`);
}
