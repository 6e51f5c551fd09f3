import { oneLine } from "#domain/text.ts";
import { answer } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { SlackMessage } from "#slack/flows/record/message.ts";
import {
  askerOfShortcut,
  type MessageShortcutArgs,
  remember,
} from "#slack/flows/record/save-shortcut.ts";
import { openDeclaration } from "./declare.ts";

const TITLE_LENGTH = 150;

/** Somebody chose "Declare from message" in the menu of a message, which will stand on the timeline. */
export async function onDeclareFromMessage(desk: Desk, args: MessageShortcutArgs): Promise<void> {
  await args.ack();
  const { channel, message, message_ts: ts } = args.body;
  const shown = SlackMessage.parse({ ...message, ts });
  await answer(
    desk,
    askerOfShortcut(args),
    async (person) => {
      const remembered = await remember(desk, { channel: channel.id, shown });
      const { author, text } = remembered;
      const title = oneLine(text, TITLE_LENGTH);
      const description = title.endsWith("…") ? `${author}: ${text}` : `${author} wrote it.`;
      const meta = JSON.stringify(remembered);
      return await openDeclaration(desk, person, { title, description, meta });
    },
    "asks-itself",
  );
}
