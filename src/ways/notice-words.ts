import type { NoticedIncident, PageNotice } from "./way.ts";

/** "and 2 more", or nothing. */
export function moreWords({ others, unnamed }: PageNotice): string {
  const more = others.length + unnamed;
  return more === 0 ? "" : ` and ${more} more`;
}

/** For an incident that Muster cannot read any more. */
export const UNREADABLE = "Something is wrong, and Muster cannot read what: look in Slack";

/** What it is about, on one line: "[SEV1] Checkout is down · INC-12 and 2 more". */
export function headline(notice: PageNotice): string {
  const { incident, isTest } = notice;
  if (isTest) return "[Test] A test page from Muster";
  if (incident === null) return `[Page] ${UNREADABLE}`;
  return `[${incident.severity}] ${incident.title} · ${incident.name}${moreWords(notice)}`;
}

/** For lists: "INC-12 · SEV1 · Checkout is down". */
export function incidentLine({ name, severity, title }: NoticedIncident): string {
  return `${name} · ${severity} · ${title}`;
}
