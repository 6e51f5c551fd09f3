/** Somebody put a sign under a message, or took it away. */
export type Reacted = {
  readonly kind: "added" | "removed";
  readonly channel: string;
  /** The message. */
  readonly ts: string;
  /** Slack's id of the sign that was put, the same however often it is told. */
  readonly key: string;
};
