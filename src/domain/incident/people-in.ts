import type { Actor } from "#domain/actor.ts";
import type { Incident } from "./incident.ts";

/** Those who have a part in the incident: who has it, and the roles. Each by every id that they go by. */
export function peopleIn({ acknowledgedBy, roles }: Incident): readonly string[] {
  const actors = [acknowledgedBy, ...Object.values(roles)];
  return [...new Set(actors.flatMap(idsOf))];
}

/** Ids of people are lower case, those of Slack's members upper case. */
export function idsOf(actor: Actor | null): readonly string[] {
  if (actor?.kind !== "person") return [];
  return [actor.person, actor.slackId].filter((id) => id !== null);
}
