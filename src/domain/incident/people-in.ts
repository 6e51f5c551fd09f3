import type { Actor } from "#domain/actor.ts";
import type { Incident } from "./incident.ts";

/** Those who have a part in the incident: who has it or is to get it, its roles, and who still has a task. Each by every id that they go by. */
export function peopleIn({ acknowledgedBy, roles, offers, tasks }: Incident): readonly string[] {
  const owners = tasks.filter(({ state }) => state === "open").map(({ owner }) => owner);
  const actors = [acknowledgedBy, offers.open?.to ?? null, ...Object.values(roles), ...owners];
  return [...new Set(actors.flatMap(idsOf))];
}

/** Ids of people are lower case, those of Slack's members upper case. */
export function idsOf(actor: Actor | null): readonly string[] {
  if (actor?.kind !== "person") return [];
  return [actor.person, actor.slackId].filter((id) => id !== null);
}
