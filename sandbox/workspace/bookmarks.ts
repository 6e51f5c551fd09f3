import { newId } from "./ids.ts";
import { SlackError } from "./slack-error.ts";
import type { Workspace } from "./workspace.ts";

/** In Slack's own shape. */
export type Bookmark = {
  readonly id: string;
  readonly channel_id: string;
  readonly title: string;
  readonly link: string;
  readonly emoji: string | null;
  readonly icon_url: string | null;
  readonly type: "link";
  readonly entity_id: null;
  readonly date_created: number;
  readonly date_updated: number;
  readonly rank: string;
  readonly last_updated_by_user_id: string;
  readonly last_updated_by_team_id: string;
  readonly shortcut_id: null;
  readonly app_id: string;
  readonly app_action_id: null;
};

export type BookmarkContent = {
  readonly title?: string | undefined;
  readonly link?: string | undefined;
  readonly emoji?: string | undefined;
};

export function bookmarksOf(workspace: Workspace, channelId: string): readonly Bookmark[] {
  return workspace.bookmarks.get(channelId) ?? [];
}

export function addBookmark(
  workspace: Workspace,
  channelId: string,
  content: BookmarkContent & { readonly title: string; readonly link: string },
): Bookmark {
  check(content);
  const others = bookmarksOf(workspace, channelId);
  if (others.length >= 100) throw new SlackError("too_many_bookmarks");
  const seconds = Math.floor(workspace.now() / 1000);
  const bookmark: Bookmark = {
    id: newId("Bk"),
    channel_id: channelId,
    title: content.title,
    link: content.link,
    emoji: content.emoji ?? null,
    icon_url: null,
    type: "link",
    entity_id: null,
    date_created: seconds,
    date_updated: 0,
    rank: rankAfter(others.length),
    last_updated_by_user_id: workspace.app.botUserId,
    last_updated_by_team_id: workspace.team.id,
    shortcut_id: null,
    app_id: workspace.app.id,
    app_action_id: null,
  };
  workspace.bookmarks.set(channelId, [...others, bookmark]);
  return bookmark;
}

export function editBookmark(
  workspace: Workspace,
  bookmark: Bookmark,
  content: BookmarkContent,
): Bookmark {
  check(content);
  const changed: Bookmark = {
    ...bookmark,
    title: content.title ?? bookmark.title,
    link: content.link ?? bookmark.link,
    emoji: content.emoji ?? bookmark.emoji,
    date_updated: Math.floor(workspace.now() / 1000),
  };
  const all = bookmarksOf(workspace, bookmark.channel_id);
  const replaced = all.map((other) => (other.id === bookmark.id ? changed : other));
  workspace.bookmarks.set(bookmark.channel_id, replaced);
  return changed;
}

export function removeBookmark(workspace: Workspace, bookmark: Bookmark): void {
  const all = bookmarksOf(workspace, bookmark.channel_id);
  const left = all.filter((other) => other.id !== bookmark.id);
  workspace.bookmarks.set(bookmark.channel_id, left);
}

function check({ link, emoji }: BookmarkContent): void {
  if (link !== undefined && !/^https?:\/\//.test(link)) throw new SlackError("invalid_link");
  if (emoji !== undefined && !/^:[^:\s]+:$/.test(emoji)) throw new SlackError("invalid_emoji");
}

/** Slack orders bookmarks by a text key that leaves room between neighbours. */
function rankAfter(count: number): string {
  return (count + 1).toString(36).padStart(2, "0").padEnd(3, "i");
}
