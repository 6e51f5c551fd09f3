import type { Notice } from "#domain/incident/notice.ts";
import { idsOf } from "#domain/incident/people-in.ts";
import { renderTaskNotice } from "#slack/views/task-notice.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { slackChannelOf } from "#store/slack/slack-channels.ts";
import type { Outgoing } from "./outgoing.ts";

/** What the owner of a task is told, as it stands now; null when there is nothing to say any more. */
export async function drawTaskNotice(
  { engine }: Outgoing,
  { incident: id, number, stage }: Extract<Notice, { readonly kind: "task" }>,
  place: string,
): Promise<Message | null> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  const task = incident?.tasks.find((one) => one.number === number);
  if (incident === null || task === undefined) return null;
  const room = (await slackChannelOf(kysely, id))?.channel ?? null;
  const { incidentCommand: command } = engine.configuration().slack;
  const isTheirs = idsOf(task.owner).includes(place.replace(/^\w+\//, ""));
  return renderTaskNotice({ incident, room, command }, task, { stage, isTheirs });
}
