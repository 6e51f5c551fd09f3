import type { IncidentShare } from "#domain/objective/incident-share.ts";
import { wholeNumber } from "#domain/text.ts";

/** ", 52,120 of 148,915 failed": what stands behind the percent; nothing where it is not counted. */
export function countsWords({ bad, total }: IncidentShare): string {
  return bad === null || total === null
    ? ""
    : `, ${wholeNumber(bad)} of ${wholeNumber(total)} failed`;
}

/** How far a number can be trusted, and why no further. */
export function qualityWords(share: IncidentShare | undefined): string {
  if (share === undefined || share.quality === "measured") return "";
  return ` (${share.quality}: ${share.notes.join(" ")})`;
}
