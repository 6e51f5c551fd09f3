import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import { z } from "zod";
import type { MessagePlace } from "#domain/response/notebook.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { incidentsOfSaved } from "#store/incident/saved-messages.ts";
import { contentOf, SlackMessage } from "./message.ts";
import { writerOf } from "./readable.ts";

type MessageArgs = AllMiddlewareArgs & SlackEventMiddlewareArgs<"message">;

/** Every other message is none of our business. */
const Changed = z.discriminatedUnion("subtype", [
  z.object({
    subtype: z.literal("message_changed"),
    channel: z.string(),
    message: SlackMessage,
  }),
  z.object({ subtype: z.literal("message_deleted"), channel: z.string(), deleted_ts: z.string() }),
]);

/** What stays of a deleted message as long as its thread goes on. */
const TOMBSTONE = "tombstone";

/** A message that somebody saved was edited or deleted. */
export async function onMessageEvent(
  desk: Desk,
  { event }: Pick<MessageArgs, "event">,
): Promise<void> {
  const read = Changed.safeParse(event);
  if (!read.success) return;
  const { data } = read;
  const { channel } = data;
  if (data.subtype === "message_deleted") {
    await followDeletion(desk, { channel, ts: data.deleted_ts });
  } else if (data.message.subtype === TOMBSTONE) {
    await followDeletion(desk, { channel, ts: data.message.ts });
  } else if (data.message.edited !== undefined) {
    await followEdit(desk, channel, data.message);
  }
}

async function followDeletion({ engine }: Desk, place: MessagePlace): Promise<void> {
  for (const incident of await incidentsOfSaved(engine.database.kysely, place)) {
    await changeIncident(engine, incident, () => ({ kind: "delete-message", ...place }));
  }
}

async function followEdit(desk: Desk, channel: string, message: SlackMessage): Promise<void> {
  const { engine } = desk;
  const place = { channel, ts: message.ts };
  const incidents = await incidentsOfSaved(engine.database.kysely, place);
  if (incidents.length === 0) return;
  const content = await contentOf(desk, message);
  // Whoever may edit it in Slack may do so: nobody is asked for more.
  const by = await writerOf(desk, message.edited?.user ?? message.user ?? "somebody");
  for (const incident of incidents) {
    await changeIncident(engine, incident, () => ({
      kind: "edit-message",
      by,
      ...place,
      ...content,
    }));
  }
}
