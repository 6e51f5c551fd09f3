import type { DateTime } from "luxon";
import { MUSTER } from "#domain/actor.ts";
import { pageFirst } from "#domain/escalation/page-levels.ts";
import { liveSilences } from "#domain/response/silences.ts";
import { isWorse } from "#domain/severity.ts";
import { withHolder } from "./ack-timeout.ts";
import type { Decision, IncidentCommand } from "./command.ts";
import { isSilent } from "./decide-alerts.ts";
import { evolve } from "./evolve-incident.ts";
import {
  incidentName,
  isOpen,
  overWords,
  type Incident,
  type IncidentEvent,
  type TimelineEntry,
} from "./incident.ts";

type Merge = IncidentCommand & { readonly kind: "merge" };
type TakeIn = IncidentCommand & { readonly kind: "take-in" };

/** The incident ends, because it is the same trouble as another one that is open. */
export function decideMerge(incident: Incident, { by, into, as }: Merge, now: DateTime): Decision {
  const refusal = whyNot(incident, into);
  if (refusal !== null) return { events: [], reason: refusal };
  const how = as === undefined ? {} : { as };
  const event = { kind: "merged-into", into: into.id, ...how } as const;
  return { events: [{ at: now, by, event }], reason: `merged into ${incidentName(into.id)}` };
}

function whyNot(incident: Incident, into: Incident): string | null {
  if (incident.id === into.id) return "an incident cannot be merged into itself";
  if (!isOpen(incident)) return overWords(incident);
  if (!isOpen(into)) return overWords(into, incidentName(into.id));
  if (incident.life.isDrill === into.life.isDrill) return null;
  const drill = incident.life.isDrill ? incident : into;
  return `${incidentName(drill.id)} is a drill and the other one is not`;
}

/** The other one goes on as it stands, with the alerts of both and the worse severity. */
export function decideTakeIn(incident: Incident, command: TakeIn, now: DateTime): Decision {
  if (!isOpen(incident)) return { events: [], reason: overWords(incident) };
  const { by, roster, from } = command;
  const entries = tell(incident, command).map((event): TimelineEntry => ({ at: now, by, event }));
  const after = entries.reduce(evolve, incident);
  const reason = reasonToPage(incident, command);
  if (reason === null) return { events: entries, reason: `took in ${incidentName(from.id)}` };
  const pages = pageFirst(after.paging, withHolder(after, roster), reason, now);
  return {
    events: [...entries, ...pages.map((event) => ({ at: now, by: MUSTER, event }))],
    reason,
  };
}

function tell(incident: Incident, { from, counts }: TakeIn): readonly IncidentEvent[] {
  const { firing, muted, ended } = from.alerts;
  const goesOn = counts.firing + counts.muted > 0 || from.quietSince === null;
  const events: IncidentEvent[] = [
    { kind: "took-in", from: from.id, alerts: firing + muted + ended, counts },
  ];
  if (incident.quietSince !== null && goesOn) events.push({ kind: "quiet-ended" });
  if (incident.life.mitigatedAt !== null && goesOn && from.life.mitigatedAt === null) {
    const reason = `${incidentName(from.id)}, which is not mitigated, was merged into it`;
    events.push({ kind: "mitigation-undone", reason });
  }
  if (isWorse(from.severity, incident.severity)) {
    events.push({ kind: "severity-raised", from: incident.severity, to: from.severity });
  }
  const silences = liveSilences(from.silences);
  if (silences.length > 0) events.push({ kind: "silences-taken-in", silences });
  return events;
}

/** The rules for an alert that joins; but nobody is paged for the worse one of two that somebody has. */
function reasonToPage(incident: Incident, { from, pages }: TakeIn): string | null {
  if (!pages || from.quietSince !== null) return null;
  const name = incidentName(from.id);
  if (isWorse(from.severity, incident.severity)) {
    const isKnown = from.acknowledgedBy !== null && incident.acknowledgedBy !== null;
    return isKnown ? null : `the severity rose, because ${name} was merged into it`;
  }
  if (incident.paging.state === "off") return "nobody was paged for it before";
  return isSilent(incident)
    ? `${name} was merged into it, and nobody acknowledged it before`
    : null;
}
