import type { DateTime } from "luxon";
import type { Actor } from "./actor.ts";
import type { Paging, PagingEvent } from "./escalation.ts";
import type { Incident, IncidentEvent, IncidentId, TimelineEntry } from "./incident.ts";

const NO_ALERTS = { firing: 0, muted: 0, ended: 0 };

/** The incident after one more line of its timeline. */
export function evolve(incident: Incident, { at, by, event }: TimelineEntry): Incident {
  switch (event.kind) {
    case "alerts-joined":
    case "alerts-ended":
    case "alerts-flapped":
    case "alerts-muted":
    case "alerts-unmuted":
      return { ...incident, alerts: event.counts };
    case "quiet-began":
      return { ...incident, quietSince: at };
    case "quiet-ended":
      return { ...incident, quietSince: null };
    case "severity-raised":
      return { ...incident, severity: event.to };
    case "acknowledged":
      return acknowledged(incident, at, by);
    case "snoozed":
      return snoozed(acknowledged(incident, at, incident.acknowledgedBy ?? by), event.until);
    case "resolved":
      return resolved(incident, at, by);
    case "reopened":
      return reopened(incident, event);
    case "paged":
    case "round-ended":
    case "exhausted":
      return paging(incident, event);
    case "opened":
    case "level-skipped":
    case "escalated":
    case "handed-back":
    case "page-sent":
    case "page-failed":
    case "page-dropped":
    case "way-failed":
    case "slack-silent":
      return incident;
  }
}

/** The incident as its first line tells it. */
export function opened(
  id: IncidentId,
  { at, by, event }: TimelineEntry & { event: IncidentEvent & { kind: "opened" } },
): Incident {
  const { key, service, severity, title, notes, startedAt, policy } = event;
  const off: Paging = { state: "off", policy, level: 0, round: 1, step: 0, nextAt: null };
  return {
    id,
    key,
    service,
    severity,
    title,
    notes,
    startedAt,
    status: "triggered",
    openedAt: at,
    openedBy: by,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    alerts: NO_ALERTS,
    quietSince: null,
    paging: off,
  };
}

function acknowledged(incident: Incident, at: DateTime, by: Actor): Incident {
  return {
    ...incident,
    status: "acknowledged",
    // Whoever has it keeps the moment at which it was taken.
    acknowledgedAt: incident.acknowledgedBy === null ? at : incident.acknowledgedAt,
    acknowledgedBy: by,
    paging: { ...incident.paging, state: "acknowledged", nextAt: null },
  };
}

function snoozed(incident: Incident, until: DateTime): Incident {
  return { ...incident, paging: { ...incident.paging, state: "snoozed", nextAt: until } };
}

function resolved(incident: Incident, at: DateTime, by: Actor): Incident {
  return {
    ...incident,
    status: "resolved",
    resolvedAt: at,
    resolvedBy: by,
    paging: { ...incident.paging, state: "closed", nextAt: null },
  };
}

/** Quietly: whoever had it still has it, and nobody else is paged before the hold is over. */
function reopened(incident: Incident, event: IncidentEvent & { kind: "reopened" }): Incident {
  const { holdUntil, quietly } = event;
  const open = { ...incident, resolvedAt: null, resolvedBy: null, quietSince: null };
  if (quietly && incident.acknowledgedBy !== null) {
    const kept: Paging = { ...incident.paging, state: "acknowledged" };
    return { ...open, status: "acknowledged", paging: kept };
  }
  const state = holdUntil === null ? "off" : "held";
  const anew: Paging = { ...incident.paging, state, level: 0, round: 1, nextAt: holdUntil };
  return { ...open, status: "triggered", acknowledgedBy: null, paging: anew };
}

/** Paging anew means that nobody has it: an acknowledgement before does not count any more. */
function paging(
  incident: Incident,
  event: Exclude<PagingEvent, { kind: "level-skipped" }>,
): Incident {
  const open = { ...incident, status: "triggered", acknowledgedBy: null } as const;
  switch (event.kind) {
    case "paged": {
      const { level, round, step, nextAt } = event;
      return {
        ...open,
        paging: { ...incident.paging, state: "paging", level, round, step, nextAt },
      };
    }
    case "round-ended": {
      const next = {
        state: "held",
        level: 0,
        round: event.round + 1,
        nextAt: event.nextAt,
      } as const;
      return { ...open, paging: { ...incident.paging, ...next } };
    }
    case "exhausted": {
      const { step, nextAt } = event;
      return { ...open, paging: { ...incident.paging, state: "exhausted", step, nextAt } };
    }
  }
}
