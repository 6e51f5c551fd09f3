import type { types } from "@slack/bolt";
import type { IncidentId } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import type { Reacted } from "#slack/flows/desk/reacted.ts";
import { contentOf, fetchMessage, SlackMessage } from "#slack/flows/record/message.ts";
import { incidentAround, linkTo } from "#slack/flows/record/save-message.ts";
import { askerOfShortcut, type MessageShortcutArgs } from "#slack/flows/record/save-shortcut.ts";
import { readOpen } from "#slack/incident-group.ts";
import { failureOf } from "#slack/outgoing/failure.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, type Message } from "#slack/words/blocks.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";
import { changeTask } from "./change-tasks.ts";
import { incidentField, TASK_LENGTH, taskFields, type TaskMeta } from "./task-form.ts";

const TITLE = "Make an incident task";
const NO_INCIDENT = say(
  "No incident is open. Choose this in the channel of an incident to add a follow-up to one that is over.",
);

/** A star makes a task of a message in an incident's channel or below its card, one however many stars it has. */
export async function onStar(
  desk: Desk,
  person: Permitted,
  reacted: Reacted,
): Promise<Message | null> {
  if (reacted.kind === "removed") return null;
  const { channel, ts } = reacted;
  const read = await readMessage(desk, reacted);
  if (read === null || !("ts" in read)) return read;
  const incident = await incidentAround(desk, channel, read.thread_ts);
  if (incident === null) return null;
  const refusal = await refusalOf(desk, person, { action: "task", incident });
  if (refusal !== null) return refusal;
  return await changeTask(desk, incident, {
    kind: "add-task",
    by: person.actor,
    key: `message/${channel}/${ts}`,
    link: await linkTo(desk, { channel, ts }),
    type: "task",
    text: await textOf(desk, read),
    owner: null,
    due: null,
  });
}

/** Somebody chose "Make an incident task" in the menu of a message. */
export async function onTaskShortcut(desk: Desk, args: MessageShortcutArgs): Promise<void> {
  await args.ack();
  const { channel, message, message_ts: ts } = args.body;
  const shown = SlackMessage.parse({ ...message, ts });
  await answer(
    desk,
    askerOfShortcut(args),
    async (person) => await openForm(desk, person, channel.id, shown),
    "asks-itself",
  );
}

async function openForm(
  desk: Desk,
  person: Permitted,
  channel: string,
  shown: SlackMessage,
): Promise<Message | null> {
  const incident = await incidentAround(desk, channel, shown.thread_ts);
  const refusal = await refusalOf(desk, person, { action: "task", incident });
  if (refusal !== null) return refusal;
  const hidden = await refusalOf(desk, person, { action: "see", incident: null });
  if (incident === null && hidden !== null) return hidden;
  const { incidents } = await readOpen(desk);
  if (incident === null && incidents.length === 0) return NO_INCIDENT;
  const text = await textOf(desk, shown);
  const which = incident === null ? [incidentField(incidents)] : [];
  const place = { channel, ts: shown.ts };
  return await openView(
    desk,
    person,
    renderForm(incident, place, [...which, ...taskFields({ text })]),
  );
}

function renderForm(
  incident: IncidentId | null,
  message: TaskMeta["message"],
  blocks: types.InputBlock[],
): types.ModalView {
  const meta: TaskMeta = { incident, number: null, shown: null, message, list: null };
  return {
    type: "modal",
    callback_id: VIEWS.task,
    private_metadata: JSON.stringify(meta),
    title: plain(TITLE, 24),
    submit: plain("Add", 24),
    close: plain("Cancel", 24),
    blocks,
  };
}

/** The message; what to tell where it cannot be read; null where it is gone or none of our business. */
async function readMessage(
  desk: Desk,
  { channel, ts }: Reacted,
): Promise<SlackMessage | Message | null> {
  try {
    return await fetchMessage(desk, { channel, ts });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw error;
    const isOurs = (await incidentOfChannel(desk.engine.database.kysely, channel)) !== null;
    if (!isOurs || failure.error !== "missing_scope") return null;
    const scope = failure.needed ?? "channels:history";
    return say(
      `I cannot read the message with your star: the Slack app lacks the scope ${scope}. Choose "${TITLE}" in the menu of the message instead.`,
    );
  }
}

async function textOf(desk: Desk, message: SlackMessage): Promise<string> {
  const { text, files } = await contentOf(desk, message);
  return oneLine(text, TASK_LENGTH) || oneLine(files.join(", "), TASK_LENGTH) || "See the message";
}
