import type { DateTime } from "luxon";
import { incidentName, isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { archiveAt } from "#domain/response/archive.ts";
import { renderIncidentOver } from "#slack/views/incident-over.ts";
import type { Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import type { Outgoing } from "./outgoing.ts";

/** Asks whoever ended it how. */
export async function drawOver(
  { engine }: Outgoing,
  { incident: id, at }: { readonly incident: IncidentId; readonly at: DateTime },
): Promise<Message | null> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null) return null;
  const room = (await slackChannelOf(kysely, id))?.channel ?? null;
  const { incidentCommand: command } = engine.configuration().slack;
  return renderIncidentOver({ incident, room, command }, at);
}

/** Says when the channel will be archived, and what keeps it; null when that is off by now. */
export async function drawArchiveSoon(
  { engine }: Outgoing,
  id: IncidentId,
): Promise<Message | null> {
  const { kysely } = engine.database;
  const { archiveAfter } = engine.configuration().incidents;
  const incident = await readIncident(kysely, id);
  if (archiveAfter === "off" || incident === null) return null;
  const { resolvedAt: endedAt } = incident;
  const name = incidentName(id);
  if (isOpen(incident) || endedAt === null) {
    return inBothPens(() => [[`${name} is open again: its channel stays.`]]);
  }
  const toldAt = (await slackChannelOf(kysely, id))?.archiveToldAt ?? null;
  const at = archiveAt({ endedAt, archiveAfter, toldAt });
  const { incidentCommand: command } = engine.configuration().slack;
  return inBothPens((pen) => [
    [
      `${name} is over: this channel is archived at ${pen.moment(at)}. Everything in it stays readable.`,
      `An open task keeps it: \`${command} task ${name} what is left to do\`.`,
    ],
  ]);
}
