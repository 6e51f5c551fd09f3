import type { IncidentId } from "#domain/incident/incident.ts";
import { renderUndecided } from "#slack/views/postmortem/undecided.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import type { Outgoing } from "./outgoing.ts";

/** Asks whether there will be a postmortem, or says what was decided since; null when there is nothing to say. */
export async function drawUndecided({ engine }: Outgoing, id: IncidentId): Promise<Message | null> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return null;
  const room = (await slackChannelOf(kysely, id))?.channel ?? null;
  const { incidentCommand: command } = engine.configuration().slack;
  return renderUndecided({ incident, room, command });
}
