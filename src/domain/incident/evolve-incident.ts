import type { DateTime } from "luxon";
import { isSameActor, type Actor } from "#domain/actor.ts";
import { notPaging, type Paging } from "#domain/escalation/escalation.ts";
import { endOpen, IMPACT_TO_FIND } from "#domain/response/impact.ts";
import { NO_WATCH, watchLead } from "#domain/response/lead-watch.ts";
import { BY_HAND, mitigated, NEW_LIFE, openAgain, takenFirst } from "#domain/response/life.ts";
import { NO_MITIGATION } from "#domain/response/mitigation.ts";
import { EMPTY_NOTEBOOK } from "#domain/response/notebook.ts";
import { NO_OFFERS } from "#domain/response/offer.ts";
import { NO_POSTMORTEM } from "#domain/response/postmortem.ts";
import { LEAD } from "#domain/response/role.ts";
import { NO_UPDATES } from "#domain/response/update.ts";
import { alsoAcknowledged, awaitOthers, notReached } from "./ack-all.ts";
import { heldFrom } from "./ack-timeout.ts";
import { NO_ALERTS } from "./alert-counts.ts";
import { evolvePaging } from "./evolve-paging.ts";
import { evolveResponse, isResponse } from "./evolve-response.ts";
import {
  isOpen,
  type Incident,
  type IncidentEvent,
  type IncidentId,
  type TimelineEntry,
} from "./incident.ts";
import { handedOver, leadOf, mayStillOffer, untaken, withLead, withoutLead } from "./leading.ts";

/** Nothing happens by itself. */
const NO_TIMES = { nextAt: null, levelUntil: null, ackUntil: null, exhaustedSince: null } as const;

const NO_ANSWERS = { unanswered: [], answered: [], remindAt: null } as const;

/** The incident after one more line of its timeline. */
export function evolve(incident: Incident, entry: TimelineEntry): Incident {
  return settled(stillHeld(step(incident, entry), entry), entry.at);
}

/** What follows of itself: whether a lead is missed, and that an offer of what somebody has no more is over. */
function settled(incident: Incident, at: DateTime): Incident {
  const { offers, severity } = incident;
  const isMissed = isOpen(incident) && severity === "SEV1" && leadOf(incident) === null;
  const leadWatch = watchLead(incident.leadWatch, isMissed, at);
  const isOver = offers.open !== null && !mayStillOffer(incident, offers.open.from);
  if (leadWatch === incident.leadWatch && !isOver) return incident;
  return { ...incident, leadWatch, offers: isOver ? { ...offers, open: null } : offers };
}

function withPaging(incident: Incident, paging: Paging): Incident {
  return paging === incident.paging ? incident : { ...incident, paging };
}

/** Whatever the one who has it does shows that they are still on it. */
function stillHeld(incident: Incident, { at, by }: TimelineEntry): Incident {
  const { acknowledgedBy, paging } = incident;
  if (paging.state !== "acknowledged" || !isSameActor(acknowledgedBy, by)) return incident;
  return paging.ackUntil === null ? incident : { ...incident, paging: heldFrom(paging, at) };
}

function step(incident: Incident, { at, by, event }: TimelineEntry): Incident {
  if (isResponse(event)) return evolveResponse(incident, { at, by, event });
  if ("counts" in event) return { ...incident, alerts: event.counts };
  switch (event.kind) {
    case "quiet-began":
    case "quiet-ended":
      return { ...incident, quietSince: event.kind === "quiet-began" ? at : null };
    case "severity-raised":
      return { ...incident, severity: event.to };
    case "acknowledged":
      return taken(incident, { at, by }, event);
    case "also-acknowledged":
      return { ...incident, paging: alsoAcknowledged(incident.paging, by) };
    case "taken-over":
      return handedOver(incident, { from: event.from, to: by }, at);
    case "snoozed":
      return snoozed(acknowledged(incident, at, incident.acknowledgedBy ?? by), event.until);
    case "mitigated":
      return relieved(incident, at, by);
    case "resolved":
      return ended(closed(incident, at, by), event);
    case "merged-into":
      return merged(ended(closed(incident, at, by), event), event.into);
    case "reopened":
      return reopened(incident, event, at);
    case "held":
    case "asked":
    case "paged-again":
    case "acknowledgement-kept":
      return { ...incident, paging: evolvePaging(incident.paging, event, at) };
    case "paged":
    case "level-waits":
    case "round-ended":
    case "exhausted":
      return { ...untaken(incident, at), paging: evolvePaging(incident.paging, event, at) };
    case "page-failed":
      return withPaging(incident, notReached(incident.paging, event.target));
    case "handed-back":
      return withoutLead(incident, by);
    case "opened":
    case "level-skipped":
    case "escalated":
    case "still-on-it":
    case "page-sent":
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
  const { drill: isDrill = false, description = "" } = event;
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
    staleSince: null,
    paging: notPaging(policy),
    life: { ...NEW_LIFE, isDrill, description },
    impact: IMPACT_TO_FIND,
    roles: {},
    leadWatch: NO_WATCH,
    offers: NO_OFFERS,
    updates: NO_UPDATES,
    mitigation: NO_MITIGATION,
    tasks: [],
    calls: [],
    notebook: EMPTY_NOTEBOOK,
    silences: [],
    postmortem: NO_POSTMORTEM,
  };
}

function taken(
  incident: Incident,
  { at, by }: Pick<TimelineEntry, "at" | "by">,
  { via, unanswered = [] }: IncidentEvent & { readonly kind: "acknowledged" },
): Incident {
  const held = { ...acknowledged(incident, at, by), acknowledgedVia: via };
  return waitingFor(held, { at, by }, unanswered);
}

function acknowledged(incident: Incident, at: DateTime, by: Actor): Incident {
  return {
    ...incident,
    status: takenStatus(incident),
    life: takenFirst(incident.life, by, at),
    // Whoever has it keeps the moment at which it was taken.
    acknowledgedAt: incident.acknowledgedBy === null ? at : incident.acknowledgedAt,
    acknowledgedBy: by,
    acknowledgedVia: incident.acknowledgedBy === null ? undefined : incident.acknowledgedVia,
    roles: withLead(incident.roles, by),
    paging: heldFrom({ ...incident.paging, exhaustedSince: null, called: [] }, at),
  };
}

/** What is mitigated stays so when somebody else takes it. */
function takenStatus({ life }: Incident): Incident["status"] {
  return life.mitigatedAt === null ? "acknowledged" : "mitigated";
}

/** The pain has stopped; somebody has to see it through, and that is whoever has it, or says so. */
function relieved(incident: Incident, at: DateTime, by: Actor): Incident {
  const held = incident.acknowledgedBy === null ? acknowledged(incident, at, by) : incident;
  return { ...held, status: "mitigated", life: mitigated(held.life, by, at) };
}

/** Where each of the level must acknowledge, those who have not are paged on. */
function waitingFor(
  incident: Incident,
  { at, by }: { readonly at: DateTime; readonly by: Actor },
  unanswered: readonly string[],
): Incident {
  if (unanswered.length === 0) return incident;
  return { ...incident, paging: awaitOthers(incident.paging, { at, by, unanswered }) };
}

function snoozed(incident: Incident, until: DateTime): Incident {
  const paging = { ...incident.paging, ...NO_ANSWERS, ackUntil: null, asked: false };
  return { ...incident, paging: { ...paging, state: "snoozed", nextAt: until } };
}

/** Its alerts, and what keeps them quiet, count for the other one from now on. */
function merged(incident: Incident, into: IncidentId): Incident {
  const silences = incident.silences.filter(({ isOver }) => isOver);
  const nothing = { alerts: NO_ALERTS, quietSince: null, silences };
  return { ...incident, status: "merged", mergedInto: into, ...nothing };
}

/** What somebody said when they ended it is how it was resolved. */
function ended(
  incident: Incident,
  event: IncidentEvent & { readonly kind: "resolved" | "merged-into" },
): Incident {
  const { as: ending = null } = event;
  const isTold =
    event.kind === "resolved" && incident.resolvedBy?.kind === "person" && event.reason !== BY_HAND;
  const resolution = isTold ? event.reason : null;
  return { ...incident, life: { ...incident.life, ending, resolution } };
}

function closed(incident: Incident, at: DateTime, by: Actor): Incident {
  return {
    ...incident,
    status: "resolved",
    resolvedAt: at,
    resolvedBy: by,
    paging: { ...incident.paging, ...NO_ANSWERS, ...NO_TIMES, state: "closed" },
  };
}

/** Quietly: whoever had it still has it, and nobody else is paged before the hold is over. */
function reopened(
  incident: Incident,
  event: IncidentEvent & { kind: "reopened" },
  at: DateTime,
): Incident {
  const { holdUntil, quietly } = event;
  const life = openAgain(incident.life);
  const impact = endOpen(incident.impact, at);
  const open = { ...incident, life, impact, resolvedAt: null, resolvedBy: null, quietSince: null };
  if (quietly && incident.acknowledgedBy !== null) {
    return { ...open, status: "acknowledged", paging: heldFrom(incident.paging, at) };
  }
  const state = holdUntil === null ? "off" : "held";
  const first = { level: 0, round: 1, called: [] };
  const anew: Paging = { ...incident.paging, ...first, state, nextAt: holdUntil };
  const { [LEAD]: _, ...roles } = open.roles;
  return { ...open, status: "triggered", acknowledgedBy: null, roles, paging: anew };
}
