// What a browser window is told: types only, for the program that tells and the page that listens.

import type { Json } from "#sandbox/json.ts";
import type { Story } from "#sandbox/live/story.ts";

/** Only what changed since the last one; the first one, and the one after a reset, is whole. */
export type Change = {
  /** Everything that was known before is void. */
  readonly fresh?: true;
  /** The workspace's clock, milliseconds since 1970. */
  readonly now: number;
  readonly team?: Team;
  readonly app?: App;
  readonly users?: readonly User[];
  readonly channels?: readonly Channel[];
  readonly messages?: readonly ChannelMessages[];
  readonly modals?: readonly Modals[];
  readonly homes?: readonly Home[];
  /** A deleted one has only its id and the mode "tombstone". */
  readonly files?: readonly Json[];
  readonly usergroups?: readonly Json[];
  readonly reads?: readonly Read[];
  readonly faults?: readonly Json[];
  readonly story?: Story;
  /** The newest entry of the traffic log. */
  readonly logged?: number;
};

export type Team = { readonly id: string; readonly name: string; readonly domain: string };

export type App = {
  readonly id: string;
  readonly name: string;
  readonly bot_id: string;
  readonly bot_user_id: string;
  readonly commands: readonly Command[];
  readonly shortcuts: readonly Shortcut[];
  /** Socket Mode connections; 0 means that the app is away. */
  readonly connections: number;
};

export type Command = {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string | undefined;
};

type Shortcut = {
  readonly name: string;
  readonly type: "global" | "message";
  readonly callback_id: string;
};

export type User = {
  readonly id: string;
  readonly name: string;
  readonly real_name: string;
  readonly tz: string;
  readonly is_bot: boolean;
  readonly is_restricted: boolean;
  readonly is_stranger: boolean;
  readonly deleted: boolean;
  readonly presence: string;
  readonly dnd: boolean;
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly is_private: boolean;
  readonly is_im: boolean;
  readonly is_archived: boolean;
  readonly topic: string;
  readonly purpose: string;
  readonly members: readonly string[];
  readonly bookmarks: readonly Json[];
  readonly pins: readonly string[];
};

/** A message in Slack's shape, and who alone sees it. */
export type Message = Json & {
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly thread_ts?: string | undefined;
  readonly reply_count?: number;
  readonly subtype?: string | undefined;
  readonly is_ephemeral?: boolean;
  readonly ephemeral_to?: string;
};

export type ChannelMessages = {
  readonly channel: string;
  /**
   * New and edited ones, oldest first. An edited one may be older than all that a window knows, which then must leave
   * it out, lest there be a gap: it comes as it is now when the window asks for older ones.
   */
  readonly changed: readonly Message[];
  readonly removed: readonly string[];
  /** There are older ones, to be asked for page by page; said in whole changes only. */
  readonly more?: boolean;
};

/** A person's open modals, the visible one last. */
type Modals = { readonly user: string; readonly views: readonly View[] };

type Home = { readonly user: string; readonly view: View };

export type View = Json & { readonly id: string; readonly hash: string };

/** Up to here, inclusive, this person has read. */
type Read = { readonly user: string; readonly channel: string; readonly ts: string };
