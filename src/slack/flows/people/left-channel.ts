import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import { changeIncident } from "#engine/incident/change-incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";
import { findMember } from "./find-member.ts";

type LeftArgs = SlackEventMiddlewareArgs<"member_left_channel"> & AllMiddlewareArgs;

/** Somebody left a channel: of an incident's own it is noticed when they had a part in it. */
export async function onMemberLeft(desk: Desk, { event }: LeftArgs): Promise<void> {
  const { engine } = desk;
  const incident = await incidentOfChannel(engine.database.kysely, event.channel);
  if (incident === null) return;
  const found = await findMember(desk, event.user);
  if (found.kind === "refused") return;
  await changeIncident(engine, incident, () => ({ kind: "leave-channel", by: found.actor }));
}
