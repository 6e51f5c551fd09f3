import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import { changeIncident } from "#engine/incident/change-incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { writerOf } from "#slack/flows/record/readable.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";

type LeftArgs = SlackEventMiddlewareArgs<"member_left_channel"> & AllMiddlewareArgs;

/** Somebody left a channel: of an incident's own it is noticed when they had a part in it. */
export async function onMemberLeft(desk: Desk, { event }: LeftArgs): Promise<void> {
  const { engine } = desk;
  const incident = await incidentOfChannel(engine.database.kysely, event.channel);
  if (incident === null) return;
  // Whoever was deactivated, or whom Slack does not name right now, had their part in it all the same.
  const by = await writerOf(desk, event.user);
  const key = `${event.user}/${event.event_ts}`;
  await changeIncident(engine, incident, () => ({ kind: "leave-channel", by, key }));
}
