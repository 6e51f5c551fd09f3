import { z } from "zod";
import { newId } from "#sandbox/workspace/ids.ts";
import { messageObject } from "#sandbox/workspace/messages.ts";
import { botAuthor } from "#sandbox/workspace/posting.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { postingChannel } from "./chat.ts";
import { contentFields, contentWarnings, requiredContent } from "./content.ts";
import { integer, pagingFields, filled } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";
import { pageOf } from "./paging.ts";

const DAY = 24 * 3600;

const scheduleInput = z.object({
  channel: filled,
  post_at: integer,
  thread_ts: z.string().optional(),
  ...contentFields,
});

export const scheduledMethods: MethodTable = {
  "chat.scheduleMessage": method({
    scopes: ["chat:write"],
    tier: 3,
    json: true,
    input: scheduleInput,
    run: schedule,
  }),
  "chat.scheduledMessages.list": method({
    scopes: [],
    tier: 3,
    json: true,
    input: z.object({ channel: z.string().optional(), ...pagingFields }),
    run(workspace, { channel, ...paging }) {
      const all = [...workspace.scheduled.values()].filter(
        (scheduled) => channel === undefined || scheduled.channelId === channel,
      );
      const page = pageOf(all, { ...paging, keyOf: ({ id }) => id });
      const scheduled_messages = page.items.map((scheduled) => ({
        id: scheduled.id,
        channel_id: scheduled.channelId,
        post_at: scheduled.postAt,
        date_created: scheduled.createdAt,
        text: scheduled.draft.text,
      }));
      return { scheduled_messages, response_metadata: { next_cursor: page.next } };
    },
  }),
  "chat.deleteScheduledMessage": method({
    scopes: ["chat:write"],
    tier: 3,
    json: true,
    input: z.object({ channel: filled, scheduled_message_id: filled }),
    run(workspace, { channel, scheduled_message_id }) {
      const scheduled = workspace.scheduled.get(scheduled_message_id);
      if (scheduled === undefined || scheduled.channelId !== channel) {
        throw new SlackError("invalid_scheduled_message_id");
      }
      workspace.scheduled.delete(scheduled.id);
      return {};
    },
  }),
};

function schedule(workspace: Workspace, input: z.output<typeof scheduleInput>): Answer {
  const channel = postingChannel(workspace, input.channel);
  const now = Math.floor(workspace.now() / 1000);
  if (input.post_at <= now) throw new SlackError("time_in_past");
  if (input.post_at > now + 120 * DAY) throw new SlackError("time_too_far");
  checkDensity(workspace, channel.id, input.post_at);
  const draft = {
    ...botAuthor(workspace),
    ...requiredContent(workspace, input),
    thread_ts: input.thread_ts,
  };
  const scheduled = {
    id: newId("Q"),
    channelId: channel.id,
    postAt: input.post_at,
    createdAt: now,
    draft,
  };
  workspace.scheduled.set(scheduled.id, scheduled);
  const preview = { type: "message" as const, ts: "", team: workspace.team.id, ...draft };
  const { ts: _unsent, ...message } = messageObject(preview);
  return {
    channel: channel.id,
    scheduled_message_id: scheduled.id,
    post_at: input.post_at,
    message,
    warnings: contentWarnings(input),
  };
}

/** Slack takes 30 messages for the same five minutes of one channel. */
function checkDensity(workspace: Workspace, channelId: string, postAt: number): void {
  const slot = Math.floor(postAt / 300);
  const neighbours = [...workspace.scheduled.values()].filter(
    (other) => other.channelId === channelId && Math.floor(other.postAt / 300) === slot,
  );
  if (neighbours.length >= 30) throw new SlackError("restricted_too_many");
}
