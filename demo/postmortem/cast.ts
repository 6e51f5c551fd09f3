import type { Actor } from "#domain/actor.ts";

/** People of Larder, as Slack would name them. */
export const MIA: Actor = actor("mia", "Mia Lindqvist");
export const JONAS: Actor = actor("jonas", "Jonas Weber");

function actor(person: string, name: string): Actor {
  return { kind: "person", person, name, slackId: `U0${person.toUpperCase()}` };
}
