import { z } from "zod";
import type { Channel } from "#sandbox/workspace/channels.ts";
import {
  type Message,
  messageObject,
  messagesOf,
  replaceMessage,
  sharedMessage,
} from "#sandbox/workspace/messages.ts";
import { postMessage } from "#sandbox/workspace/posting.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { tsNow } from "#sandbox/workspace/timestamps.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { joinedChannel, livingChannel } from "./channel-lookup.ts";
import { filled } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";

const MOST_PINS = 100;

const pinInput = z.object({ channel: filled, timestamp: filled });

export const pinMethods: MethodTable = {
  "pins.add": method({
    scopes: ["pins:write"],
    tier: 2,
    json: true,
    input: pinInput,
    missing: { timestamp: "no_item_specified" },
    run: pin,
  }),
  "pins.remove": method({
    scopes: ["pins:write"],
    tier: 2,
    json: true,
    input: pinInput,
    missing: { timestamp: "no_item_specified" },
    run: unpin,
  }),
  "pins.list": method({
    scopes: ["pins:read"],
    tier: 2,
    json: false,
    input: z.object({ channel: filled }),
    run(workspace, { channel: id }) {
      const channel = joinedChannel(workspace, id);
      const items = pinnedMessages(workspace, channel).map((message) => ({
        type: "message",
        channel: channel.id,
        created: Math.floor(Number(message.ts)),
        created_by: workspace.app.botUserId,
        message: messageObject(message),
      }));
      return { items };
    },
  }),
};

function pinnedMessages(workspace: Workspace, channel: Channel): readonly Message[] {
  return messagesOf(workspace, channel.id).filter((message) => message.pinned_to !== undefined);
}

function pin(workspace: Workspace, { channel: id, timestamp }: z.output<typeof pinInput>): Answer {
  const channel = livingChannel(workspace, id);
  const message = sharedMessage(workspace, channel.id, timestamp);
  if (message.pinned_to !== undefined) throw new SlackError("already_pinned");
  if (isSystemLine(message)) throw new SlackError("not_pinnable");
  if (pinnedMessages(workspace, channel).length >= MOST_PINS) throw new SlackError("too_many_pins");
  replaceMessage(workspace, channel.id, { ...message, pinned_to: [channel.id] });
  const user = workspace.app.botUserId;
  const text = `<@${user}> pinned a message to this channel.`;
  postMessage(workspace, channel, { subtype: "pinned_item", user, text });
  tell(workspace, channel, message, "pin_added");
  return {};
}

function unpin(
  workspace: Workspace,
  { channel: id, timestamp }: z.output<typeof pinInput>,
): Answer {
  const channel = livingChannel(workspace, id);
  const message = sharedMessage(workspace, channel.id, timestamp);
  if (message.pinned_to === undefined) throw new SlackError("no_pin");
  replaceMessage(workspace, channel.id, { ...message, pinned_to: undefined });
  tell(workspace, channel, message, "pin_removed");
  return {};
}

function isSystemLine({ subtype }: Message): boolean {
  return subtype?.startsWith("channel_") === true || subtype === "pinned_item";
}

function tell(workspace: Workspace, channel: Channel, message: Message, type: string): void {
  const item = { type: "message", channel: channel.id, message: messageObject(message) };
  const user = workspace.app.botUserId;
  const subject = { user, channel_id: channel.id, item, item_user: message.user };
  workspace.emit({ type, ...subject, event_ts: tsNow(workspace) }, channel);
}
