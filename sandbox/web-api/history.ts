import { z } from "zod";
import { type Message, messageObject } from "#sandbox/workspace/messages.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { repliesOf, threadRoot, topLevelMessages } from "#sandbox/workspace/threads.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { joinedChannel } from "./channel-lookup.ts";
import { historyScopes } from "./channel-scopes.ts";
import { flag, pagingFields, filled } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";
import { pageOf } from "./paging.ts";

const window = {
  ...pagingFields,
  channel: filled,
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag,
  include_all_metadata: flag,
};

const historyInput = z.object(window);
const repliesInput = z.object({ ...window, ts: filled });

export const historyMethods: MethodTable = {
  "conversations.history": method({
    scopes: historyScopes,
    tier: 3,
    json: true,
    input: historyInput,
    run: history,
  }),
  "conversations.replies": method({
    scopes: historyScopes,
    tier: 3,
    json: false,
    input: repliesInput,
    run: replies,
  }),
};

/** Newest first. */
function history(workspace: Workspace, input: z.output<typeof historyInput>): Answer {
  const channel = joinedChannel(workspace, input.channel);
  const all = topLevelMessages(workspace, channel.id).filter(within(input)).toReversed();
  const page = pageOf(all, { ...input, max: 999, keyOf: ({ ts }) => ts });
  return {
    messages: page.items.map((message) => messageObject(message, input.include_all_metadata)),
    has_more: page.next !== "",
    pin_count: all.filter((message) => message.pinned_to !== undefined).length,
    ...(page.next === "" ? {} : { response_metadata: { next_cursor: page.next } }),
  };
}

/** The first message of the thread, then the replies, oldest first. */
function replies(workspace: Workspace, input: z.output<typeof repliesInput>): Answer {
  const channel = joinedChannel(workspace, input.channel);
  const root = threadRoot(workspace, channel.id, input.ts);
  if (root === undefined) throw new SlackError("thread_not_found");
  const inside = repliesOf(workspace, channel.id, root.ts).filter(within(input));
  const page = pageOf([root, ...inside], { ...input, max: 999, keyOf: ({ ts }) => ts });
  return {
    messages: page.items.map((message) => messageObject(message, input.include_all_metadata)),
    has_more: page.next !== "",
    ...(page.next === "" ? {} : { response_metadata: { next_cursor: page.next } }),
  };
}

function within(input: z.output<typeof historyInput>): (message: Message) => boolean {
  const oldest = seconds("oldest", input.oldest, 0);
  const latest = seconds("latest", input.latest, Number.POSITIVE_INFINITY);
  return ({ ts }) => {
    const at = Number(ts);
    if (input.inclusive && (at === oldest || at === latest)) return true;
    return at > oldest && at < latest;
  };
}

function seconds(name: string, ts: string | undefined, missing: number): number {
  if (ts === undefined || ts === "") return missing;
  if (!/^\d+(\.\d+)?$/.test(ts)) throw new SlackError(`invalid_ts_${name}`);
  return Number(ts);
}
