import type { Json } from "#sandbox/json.ts";

/** Something the app is told, the same over Socket Mode and HTTP. */
export type Delivery = {
  readonly type: "events_api" | "slash_commands" | "interactive";
  readonly payload: Json;
};

export type Retry = { readonly attempt: number; readonly reason: string };

/** What the app said within three seconds, or why it said nothing. */
export type Ack =
  | { readonly kind: "acknowledged"; readonly payload: unknown }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "http_error"; readonly status: number; readonly noRetry: boolean };

export type Transport = {
  readonly kind: "socket" | "http";
  readonly send: (delivery: Delivery, retry?: Retry) => Promise<Ack>;
};
