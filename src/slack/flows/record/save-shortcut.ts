import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from "@slack/bolt";
import { DateTime } from "luxon";
import { z } from "zod";
import type { IncidentId } from "#domain/incident/incident.ts";
import { cut } from "#domain/text.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Asker } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { chosenIn } from "#slack/flows/desk/form-values.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Sentence } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { readOpen } from "#slack/incident-group.ts";
import type { Message } from "#slack/words/blocks.ts";
import { fetchMessage, SlackMessage, takenFrom, type TakenMessage } from "./message.ts";
import { renderSaving, SAVE_TITLE } from "./save-form.ts";
import { incidentAround, saveMessage } from "./save-message.ts";

export type MessageShortcutArgs = AllMiddlewareArgs & SlackShortcutMiddlewareArgs<MessageShortcut>;

/** Such much of a message fits into what a form remembers. */
const REMEMBERED_TEXT = 800;
const REMEMBERED_FILES = 5;

/** What the form remembers of the message: it may stand where Muster cannot read. */
export const Remembered = z.object({
  channel: z.string(),
  ts: z.string(),
  author: z.string(),
  text: z.string(),
  files: z.array(z.string()),
  editedAt: z.string().nullable(),
});
export type Remembered = z.infer<typeof Remembered>;

/** Somebody chose "Add to incident timeline" in the menu of a message. */
export async function onSaveShortcut(desk: Desk, args: MessageShortcutArgs): Promise<void> {
  await args.ack();
  const { channel, message } = args.body;
  const shown = SlackMessage.parse({ ...message, ts: args.body.message_ts });
  await answer(
    desk,
    askerOfShortcut(args),
    async (person) => await save(desk, person, { channel: channel.id, shown }),
    "asks-itself",
  );
}

/** Which incident it belongs to, when that was asked. */
export const savingForm: Form<IncidentId> = {
  title: SAVE_TITLE,
  wants: (incident) => ({ action: "note", incident }),
  read: (_, { values }) => {
    const incident = readIncidentId(chosenIn(values, "incident"));
    if (incident !== null) return { kind: "complete", value: incident };
    return { kind: "incomplete", errors: { incident: "Choose an incident." } };
  },
  save: async (desk, person, incident, { meta }) => {
    return say(await saveRemembered(desk, person, incident, Remembered.parse(JSON.parse(meta))));
  },
};

/** Puts the message on the timeline as it stands now, or as it stood when the form was opened. */
export async function saveRemembered(
  desk: Desk,
  person: Pick<Permitted, "actor">,
  incident: IncidentId,
  { channel, ts, ...rest }: Remembered,
): Promise<Sentence> {
  const sentAt = DateTime.fromSeconds(Number(ts), { zone: "utc" });
  const place = { channel, ts };
  const message = (await wholeMessage(desk, channel, ts)) ?? { ...rest, sentAt };
  return (await saveMessage(desk, person, { incident, place, message })).words;
}

type Shown = { readonly channel: string; readonly shown: SlackMessage };

async function save(
  desk: Desk,
  person: Permitted,
  { channel, shown }: Shown,
): Promise<Message | null> {
  const incident = await incidentAround(desk, channel, shown.thread_ts);
  if (incident === null) return await ask(desk, person, { channel, shown });
  const refusal = await refusalOf(desk, person, { action: "note", incident });
  if (refusal !== null) return refusal;
  const place = { channel, ts: shown.ts };
  const message = await takenFrom(desk, shown);
  return say((await saveMessage(desk, person, { incident, place, message })).words);
}

/** Whoever may add to one they know may not therefore see all of them. */
async function ask(
  desk: Desk,
  person: Permitted,
  { channel, shown }: Shown,
): Promise<Message | null> {
  const refusal = await refusalOf(desk, person, { action: "see", incident: null });
  if (refusal !== null) return refusal;
  const { incidents } = await readOpen(desk);
  if (incidents.length === 0) {
    return say(
      "No incident is open. Choose this in the channel of an incident to add a message to one that is over.",
    );
  }
  return await openView(
    desk,
    person,
    renderSaving(incidents, await remember(desk, { channel, shown })),
  );
}

/** What of a message fits into a form. */
export async function remember(desk: Desk, { channel, shown }: Shown): Promise<Remembered> {
  const { sentAt: _, ...taken } = await takenFrom(desk, shown);
  return {
    channel,
    ts: shown.ts,
    ...taken,
    text: cut(taken.text, REMEMBERED_TEXT),
    files: taken.files.slice(0, REMEMBERED_FILES),
  };
}

/** The message as it stands now, where Muster may read. */
async function wholeMessage(desk: Desk, channel: string, ts: string): Promise<TakenMessage | null> {
  try {
    const message = await fetchMessage(desk, { channel, ts });
    return message === null ? null : await takenFrom(desk, message);
  } catch {
    return null;
  }
}

/** The address that comes along works even where Muster is no member. */
export function askerOfShortcut({ body, respond }: MessageShortcutArgs): Asker {
  return {
    slackId: body.user.id,
    team: body.user.team_id ?? body.team?.id ?? null,
    channel: body.channel.id,
    modal: null,
    triggerId: body.trigger_id,
    tell: async ({ text }) => {
      await respond({ response_type: "ephemeral", replace_original: false, text });
    },
  };
}
