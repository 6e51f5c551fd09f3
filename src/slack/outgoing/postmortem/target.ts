import type { Outgoing } from "#slack/outgoing/outgoing.ts";

/** A postmortem as it is to be read, and where people work on its incident. */
export type Draft = {
  readonly title: string;
  readonly filename: string;
  readonly markdown: string;
  /** The channel in which people talk about it, as Slack's id. */
  readonly channel: string;
  /** The message under which they do so there. */
  readonly thread: string;
  /** Whether the channel is the incident's alone. */
  readonly isOwn: boolean;
};

export type Publishing =
  | { readonly kind: "shown"; readonly id: string; readonly link: string | null }
  /** It cannot be kept here, or not any more, in words for people; another target may take it. */
  | { readonly kind: "declined"; readonly reason: string };

/** Something that keeps the document. Both throw what may work later (NotNow), and what the token is to blame for. */
export type DocumentTarget = {
  readonly name: string;
  readonly publish: (out: Outgoing, draft: Draft) => Promise<Publishing>;
  /** Has what stands there show the draft; what people wrote there themselves is never overwritten. */
  readonly redraw: (out: Outgoing, id: string, draft: Draft) => Promise<Publishing>;
};
