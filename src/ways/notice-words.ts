import type { NoticedIncident, PageNotice } from "./way.ts";

/** "and 2 more", or nothing. */
export function moreWords({ others }: PageNotice): string {
  return others.length === 0 ? "" : ` and ${others.length} more`;
}

/** What it is about, on one line: "[SEV1] Checkout is down · INC-12 and 2 more". */
export function headline(notice: PageNotice): string {
  const { incident } = notice;
  if (incident === null) return "[Test] A test page from Muster";
  return `[${incident.severity}] ${incident.title} · ${incident.name}${moreWords(notice)}`;
}

/** For lists: "INC-12 · SEV1 · Checkout is down". */
export function incidentLine({ name, severity, title }: NoticedIncident): string {
  return `${name} · ${severity} · ${title}`;
}
