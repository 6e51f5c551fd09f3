import { z } from "zod";
import {
  addBookmark,
  type Bookmark,
  bookmarksOf,
  editBookmark,
  removeBookmark,
} from "#sandbox/workspace/bookmarks.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { isMember, visibleChannel } from "./channel-lookup.ts";
import { filled } from "./fields.ts";
import { method, type MethodTable } from "./method.ts";

const content = {
  title: z.string().optional(),
  link: z.string().optional(),
  emoji: z.string().optional(),
};

export const bookmarkMethods: MethodTable = {
  "bookmarks.add": method({
    scopes: ["bookmarks:write"],
    tier: 2,
    json: true,
    input: z.object({ channel_id: filled, type: filled, ...content, title: filled }),
    run(workspace, { channel_id, type, link = "", ...rest }) {
      const channel = editableChannel(workspace, channel_id);
      if (type !== "link") throw new SlackError("invalid_bookmark_type");
      return { bookmark: addBookmark(workspace, channel.id, { ...rest, link }) };
    },
  }),
  "bookmarks.edit": method({
    scopes: ["bookmarks:write"],
    tier: 2,
    json: true,
    input: z.object({ channel_id: filled, bookmark_id: filled, ...content }),
    run(workspace, { channel_id, bookmark_id, ...changes }) {
      const bookmark = bookmarkIn(workspace, channel_id, bookmark_id);
      return { bookmark: editBookmark(workspace, bookmark, changes) };
    },
  }),
  "bookmarks.remove": method({
    scopes: ["bookmarks:write"],
    tier: 2,
    json: true,
    input: z.object({ channel_id: filled, bookmark_id: filled }),
    run(workspace, { channel_id, bookmark_id }) {
      removeBookmark(workspace, bookmarkIn(workspace, channel_id, bookmark_id));
      return {};
    },
  }),
  "bookmarks.list": method({
    scopes: ["bookmarks:read"],
    tier: 3,
    json: true,
    input: z.object({ channel_id: filled }),
    run(workspace, { channel_id }) {
      return { bookmarks: bookmarksOf(workspace, visibleChannel(workspace, channel_id).id) };
    },
  }),
};

function bookmarkIn(workspace: Workspace, channelId: string, id: string): Bookmark {
  const channel = editableChannel(workspace, channelId);
  const bookmark = bookmarksOf(workspace, channel.id).find((candidate) => candidate.id === id);
  if (bookmark === undefined) throw new SlackError("not_found");
  return bookmark;
}

function editableChannel(workspace: Workspace, id: string): Channel {
  const channel = visibleChannel(workspace, id);
  if (!isMember(workspace, channel) || channel.isArchived)
    throw new SlackError("permission_denied");
  return channel;
}
