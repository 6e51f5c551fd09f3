import type { DateTime } from "luxon";
import { isSameActor, type Actor } from "#domain/actor.ts";
import type { Paging } from "#domain/escalation/escalation.ts";
import { LEAD, type Roles } from "#domain/response/role.ts";
import { alsoAcknowledged } from "./ack-all.ts";
import { personOf } from "./ack-timeout.ts";
import type { Incident } from "./incident.ts";

/**
 * Who has an incident is asked and paged for it; who leads it decides. Mostly that is one person, so what one of them
 * gives up or hands over takes the other with it; only a role that is given by name moves alone.
 */

/** Who leads it. */
export function leadOf({ roles }: Pick<Incident, "roles">): Actor | null {
  return roles[LEAD] ?? null;
}

/** The first to acknowledge leads, until they hand it over. */
export function withLead(roles: Roles, by: Actor): Roles {
  return by.kind === "person" && roles[LEAD] === undefined ? { ...roles, [LEAD]: by } : roles;
}

/** Whoever gives it back leads it no more; the next to acknowledge does. */
export function withoutLead(incident: Incident, by: Actor): Incident {
  if (!isSameActor(leadOf(incident), by)) return incident;
  const { [LEAD]: _, ...roles } = incident.roles;
  return { ...incident, roles };
}

/** What the one had of it the other has now: the acknowledgement, the lead, or both. */
export function handedOver(
  incident: Incident,
  { from, to }: { readonly from: Actor; readonly to: Actor },
  at: DateTime,
): Incident {
  const { roles } = incident;
  const led = isSameActor(leadOf(incident), from) ? { ...roles, [LEAD]: to } : withLead(roles, to);
  if (!isSameActor(incident.acknowledgedBy, from)) return { ...incident, roles: led };
  const holder = { acknowledgedAt: at, acknowledgedBy: to, acknowledgedVia: undefined };
  return { ...incident, ...holder, roles: led, paging: answeredBy(incident.paging, to) };
}

/** Whoever takes it over has said so: they are not asked to acknowledge as well. */
function answeredBy(paging: Paging, to: Actor): Paging {
  const isAsked = paging.unanswered.includes(personOf(to) ?? "");
  return isAsked ? alsoAcknowledged(paging, to) : paging;
}

/** Whether somebody has anything of it to hand over. */
export function mayStillOffer(incident: Incident, from: Actor): boolean {
  if (incident.status === "resolved" || incident.status === "merged") return false;
  return isSameActor(incident.acknowledgedBy, from) || isSameActor(leadOf(incident), from);
}

/**
 * Paging anew means that nobody has it: an acknowledgement before does not count any more. Who was asked and did not
 * say that they are still on it does not lead either; a lead who was not asked stays, even when it becomes worse.
 */
export function untaken(incident: Incident, at: DateTime): Incident {
  const { acknowledgedBy: holder, paging } = incident;
  const isLapsed = paging.asked && paging.ackUntil !== null && at >= paging.ackUntil;
  const led = isLapsed && holder !== null ? withoutLead(incident, holder) : incident;
  return { ...led, status: "triggered", acknowledgedBy: null };
}
