import type { Incident } from "#domain/incident/incident.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import type { Outgoing } from "./outgoing.ts";

/** The channel of the incident that it was merged into; null when it was not, or when that one has none. */
export async function hostChannelOf(
  { engine }: Outgoing,
  { mergedInto }: Incident,
): Promise<string | null> {
  if (mergedInto === undefined) return null;
  return (await slackChannelOf(engine.database.kysely, mergedInto))?.channel ?? null;
}
