import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { canvasOf } from "#sandbox/workspace/canvases.ts";
import { type Channel, type ChannelKind, channelObject } from "#sandbox/workspace/channels.ts";
import { putMark } from "#sandbox/workspace/reads.ts";
import { refusal, SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { isMember, visibleChannel } from "./channel-lookup.ts";
import { manageScopes, readScopes, readScopesOf } from "./channel-scopes.ts";
import { flag, pagingFields, filled } from "./fields.ts";
import { type Answer, hasAny, method, type MethodTable, missingScope } from "./method.ts";
import { pageOf } from "./paging.ts";

const KINDS = new Map<string, ChannelKind>([
  ["public_channel", "public"],
  ["private_channel", "private"],
  ["im", "im"],
  ["mpim", "mpim"],
]);

const listInput = z.object({
  ...pagingFields,
  types: z.string().default("public_channel"),
  exclude_archived: flag,
});

type ListInput = z.output<typeof listInput>;

export const conversationMethods: MethodTable = {
  "conversations.list": method({
    scopes: anyReadScope(),
    tier: 2,
    json: false,
    input: listInput,
    run: (workspace, input) => listChannels(workspace, input, () => true),
  }),
  "users.conversations": method({
    scopes: anyReadScope(),
    tier: 3,
    json: false,
    input: listInput.extend({ user: z.string().optional() }),
    run(workspace, { user = workspace.app.botUserId, ...input }) {
      return listChannels(workspace, input, (channel) => channel.members.includes(user));
    },
  }),
  "conversations.info": method({
    scopes: readScopes,
    tier: 3,
    json: false,
    input: z.object({ channel: filled, include_num_members: flag }),
    run(workspace, input) {
      const channel = visibleChannel(workspace, input.channel);
      const size = input.include_num_members ? { num_members: channel.members.length } : {};
      const canvas = canvasOf(workspace, channel.id);
      const properties = canvas === undefined ? {} : { canvas: { file_id: canvas.id } };
      return { channel: { ...channelObject(workspace, channel), ...size, properties } };
    },
  }),
  "conversations.members": method({
    scopes: readScopes,
    tier: 4,
    json: false,
    input: z.object({ channel: filled, ...pagingFields }),
    run(workspace, { channel, ...paging }) {
      const { members } = visibleChannel(workspace, channel);
      const page = pageOf(members, { ...paging, keyOf: (member) => member });
      return { members: page.items, response_metadata: { next_cursor: page.next } };
    },
  }),
  "conversations.mark": method({
    scopes: manageScopes,
    tier: 3,
    json: true,
    input: z.object({ channel: filled, ts: filled }),
    run(workspace, { channel, ts }) {
      if (!isMember(workspace, visibleChannel(workspace, channel))) {
        throw new SlackError("not_in_channel");
      }
      // An app, too, may go back with it.
      putMark(workspace, { user: workspace.app.botUserId, channel, ts });
      return {};
    },
  }),
};

function anyReadScope(): readonly string[] {
  return ["channels:read", "groups:read", "im:read", "mpim:read"];
}

function listChannels(
  workspace: Workspace,
  { types, limit, cursor, exclude_archived }: ListInput,
  belongs: (channel: Channel) => boolean,
): Answer {
  checkLimit(limit);
  const kinds = kindsOf(workspace, types);
  const all = [...workspace.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      (channel.kind === "public" || isMember(workspace, channel)) &&
      belongs(channel),
  );
  const page = pageOf(all, { limit, cursor, keyOf: (channel) => channel.id });
  // Like Slack, archived ones are dropped from the page after it was cut: a page may be short.
  const shown = page.items.filter((channel) => !(exclude_archived && channel.isArchived));
  return {
    channels: shown.map((channel) => listed(workspace, channel)),
    response_metadata: { next_cursor: page.next },
  };
}

function listed(workspace: Workspace, channel: Channel): Json {
  const object = channelObject(workspace, channel);
  return channel.kind === "im" ? object : { ...object, num_members: channel.members.length };
}

function checkLimit(limit: number | undefined): void {
  if (limit === undefined || (limit > 0 && limit <= 1000)) return;
  throw refusal("invalid_limit", "limit must be between 1 and 1000");
}

/** Each requested type needs its own scope. */
function kindsOf(workspace: Workspace, types: string): readonly ChannelKind[] {
  return types.split(",").map((type) => {
    const kind = KINDS.get(type.trim());
    if (kind === undefined) throw new SlackError("invalid_types");
    if (!hasAny(workspace, readScopesOf(kind))) throw missingScope(workspace, readScopesOf(kind));
    return kind;
  });
}
