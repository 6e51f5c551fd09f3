import type { DateTime } from "luxon";
import { isOpen, type Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import type { ShareQuestion } from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { IncidentAlert } from "#store/alert/incident-alerts.ts";

/** By then scrapes, rules and remote writes of the end have arrived. */
const SETTLED = { minutes: 5 };

/** Since when the numbers of an incident do not move any more; null while it is open. */
export function settledAt(incident: Incident): DateTime | null {
  return isOpen(incident) ? null : (incident.resolvedAt?.plus(SETTLED) ?? null);
}

/** What is asked about an incident and an objective, of which the alerts say which of several budgets it is. */
export function questionAbout(
  incident: Incident,
  objective: Objective,
  { alerts, now }: { readonly alerts: readonly IncidentAlert[]; readonly now: DateTime },
): ShareQuestion {
  const alert = alerts.find(({ labels }) => labels["sloth_id"] === objective.id) ?? alerts[0];
  const settled = timesOf(incident).ended?.plus(SETTLED) ?? now;
  const { start, end } = incident.impact;
  return {
    objective,
    labels: alert?.labels ?? {},
    about: secondsOf(incident.startedAt),
    until: secondsOf(settled < now ? settled : now),
    impact: {
      start: start === null ? null : secondsOf(start),
      end: end === null ? null : secondsOf(end),
    },
  };
}

function secondsOf(moment: DateTime): number {
  return Math.floor(moment.toSeconds());
}
