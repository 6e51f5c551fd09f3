import type { Target } from "#domain/escalation/escalation.ts";
import { isResponse } from "#domain/incident/evolve-response.ts";
import type { IncidentEvent, TimelineEntry } from "#domain/incident/incident.ts";

/** The timeline as short lines: who, what, whom, and why. */
export function storyOf(entries: readonly TimelineEntry[]): readonly string[] {
  return entries.map(({ by, event }) => {
    const who = by.kind === "person" ? by.name : by.kind;
    return [`${who}: ${event.kind}`, ...detailsOf(event)].join(", ");
  });
}

function detailsOf(event: IncidentEvent): readonly string[] {
  if (isResponse(event)) return [];
  switch (event.kind) {
    case "paged":
    case "exhausted":
    case "paged-again":
    case "asked":
      return [event.targets.map(nameOf).join(" and "), event.reason];
    case "page-sent":
      return [nameOf(event.target), ...(event.via === "slack" ? [] : [`via ${event.via}`])];
    case "way-failed":
      return [nameOf(event.target), `via ${event.via}`, event.error, `next ${event.next}`];
    case "slack-silent":
      return [nameOf(event.target), event.silence.kind, `next ${event.next}`];
    case "page-failed":
      return [nameOf(event.target), event.error];
    case "page-dropped":
      return [nameOf(event.target), event.reason];
    case "level-skipped":
    case "level-waits":
      return [`level ${event.level + 1}`];
    case "acknowledged":
      return event.via === undefined ? [] : [`via ${event.via}`];
    case "resolved":
    case "acknowledgement-kept":
      return [event.reason];
    case "alerts-joined":
    case "alerts-ended":
    case "alerts-flapped":
    case "alerts-muted":
    case "alerts-unmuted":
      return [event.group.names.join(" and ")];
    case "merged-into":
      return [`INC-${event.into}`];
    case "took-in":
      return [`INC-${event.from} with ${event.alerts} alerts`];
    case "severity-raised":
      return [`${event.from} to ${event.to}`];
    case "opened":
    case "quiet-began":
    case "quiet-ended":
    case "also-acknowledged":
    case "still-on-it":
    case "held":
    case "escalated":
    case "handed-back":
    case "taken-over":
    case "mitigated":
    case "snoozed":
    case "reopened":
    case "round-ended":
      return [];
  }
}

function nameOf(target: Target): string {
  return target.kind === "person" ? target.person : target.channel;
}
