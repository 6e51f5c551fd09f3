import type { DateTime } from "luxon";
import { isSameActor } from "#domain/actor.ts";
import type { WatchCommand } from "#domain/response/lead-watch.ts";
import { decideRole, LEAD, type RoleCommand } from "#domain/response/role.ts";
import type { Decision } from "./command.ts";
import { acknowledge } from "./decide-held.ts";
import { by, nothing } from "./decision.ts";
import { evolve } from "./evolve-incident.ts";
import { isOpen, overWords, type Incident } from "./incident.ts";

/** Who takes the lead of what nobody has takes it altogether. */
export function decideRoles(incident: Incident, command: RoleCommand, now: DateTime): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  const taken = isTaking(incident, command)
    ? acknowledge(incident, { kind: "acknowledge", by: command.by }, now).events
    : [];
  const event = decideRole(taken.reduce(evolve, incident).roles, command);
  if (typeof event === "string") {
    return taken.length === 0 ? nothing(event) : { events: taken, reason: "acknowledged" };
  }
  return { events: [...taken, ...by(command.by, now, [event])], reason: event.kind };
}

/** Nobody leaves with a role in hand unnoticed; what they have stays theirs until somebody takes it. */
export function leaveChannel(
  incident: Incident,
  { by: actor, key }: WatchCommand,
  now: DateTime,
): Decision {
  if (!isOpen(incident)) return nothing(overWords(incident));
  if (incident.leadWatch.departures.includes(key)) return nothing("that was told already");
  const held = Object.entries(incident.roles).filter(([, holder]) => isSameActor(holder, actor));
  const has = isSameActor(incident.acknowledgedBy, actor);
  if (held.length === 0 && !has) return nothing("they have no part in it");
  const event = { kind: "left-channel", roles: held.map(([role]) => role), has, key } as const;
  return { events: by(actor, now, [event]), reason: "left the channel" };
}

function isTaking(incident: Incident, command: RoleCommand): boolean {
  if (command.kind !== "give-role" || command.role !== LEAD) return false;
  return incident.acknowledgedBy === null && isSameActor(command.to, command.by);
}
