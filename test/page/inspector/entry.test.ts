import { describe, expect, it } from "vitest";
import type { Json } from "#sandbox/json.ts";
import { aboutOf, entryOf } from "#sandbox/page/inspector/entry.ts";

function call(more: Json): Json {
  return {
    seq: 7,
    at: "2026-01-01T10:00:00.000Z",
    kind: "request",
    method: "chat.postMessage",
    arguments: { channel: "C0000001", text: "Disk is full" },
    token: "bot",
    needed: ["chat:write"],
    status: 200,
    answer: { ok: true },
    ms: 12,
    ...more,
  };
}

function delivery(more: Json): Json {
  return {
    seq: 8,
    at: "2026-01-01T10:00:01.000Z",
    kind: "delivery",
    transport: "socket",
    type: "interactive",
    payload: { type: "block_actions", user: { id: "U0000001" }, actions: [{ action_id: "ack" }] },
    attempt: 0,
    ack: { kind: "acknowledged", payload: {} },
    ms: 5,
    ...more,
  };
}

describe("how a call ended", () => {
  const invalid = {
    ok: false,
    error: "invalid_blocks",
    errors: ["no more than 50 items allowed [json-pointer:/blocks]"],
  };

  it.each<readonly [Json, string, string]>([
    [{}, "ok", "ok"],
    [{ answer: { ok: true, warning: "missing_charset" } }, "ok", "ok, missing_charset"],
    [{ answer: { ok: false, error: "not_in_channel" } }, "refused", "not_in_channel"],
    [{ answer: invalid }, "invalid", "invalid_blocks"],
    [{ status: 429, answer: { ok: false, error: "ratelimited" } }, "limited", "429 ratelimited"],
    [{ status: 500, answer: "Internal Server Error" }, "refused", "500"],
    [{ status: null, answer: null, fault: "hang" }, "unanswered", "no answer"],
    [{ status: null, answer: null, fault: "drop" }, "unanswered", "connection cut"],
  ])("%j is %s: %s", (more, kind, words) => {
    expect(entryOf(call(more)).outcome).toEqual({ kind, words });
  });

  it("comes with what is wrong where", () => {
    expect(entryOf(call({ answer: invalid })).mistakes).toEqual([
      { pointer: "/blocks", message: "no more than 50 items allowed" },
    ]);
  });
});

describe("how a delivery ended", () => {
  it.each<readonly [Json, string, string]>([
    [{ kind: "acknowledged", payload: {} }, "ok", "ok"],
    [{ kind: "acknowledged", payload: { response_action: "push" } }, "ok", "ok, push"],
    [{ kind: "timeout" }, "unanswered", "no answer in 3 s"],
    [{ kind: "unreachable" }, "unanswered", "bot not connected"],
    [{ kind: "http_error", status: 503, noRetry: false }, "refused", "503 refused"],
  ])("%j is %s: %s", (ack, kind, words) => {
    expect(entryOf(delivery({ ack })).outcome).toEqual({ kind, words });
  });
});

describe("the name of an entry", () => {
  it.each<readonly [string, Json]>([
    ["chat.postMessage", call({})],
    ["block_actions", delivery({})],
    ["/incident", delivery({ type: "slash_commands", payload: { command: "/incident" } })],
    [
      "app_home_opened",
      delivery({
        type: "events_api",
        payload: { type: "event_callback", event: { type: "app_home_opened" } },
      }),
    ],
    [
      "message.channel_join",
      delivery({
        type: "events_api",
        payload: { event: { type: "message", subtype: "channel_join" } },
      }),
    ],
  ])("is %s", (name, raw) => {
    expect(entryOf(raw).name).toBe(name);
  });
});

describe("what an entry is about", () => {
  const names = new Map([
    ["C0000001", "#team"],
    ["U0000001", "@anna"],
  ]);
  function nameOf(id: string): string {
    return names.get(id) ?? id;
  }

  it.each<readonly [string, Json]>([
    ["#team · Disk is full", call({})],
    [
      "@anna · Declare",
      call({ arguments: { user_id: "U0000001", view: { title: { text: "Declare" } } } }),
    ],
    ["@anna · ack", delivery({})],
    ["C9999999", call({ arguments: { channel: "C9999999" } })],
    ["", call({ arguments: {} })],
  ])("is %j", (about, raw) => {
    expect(aboutOf(entryOf(raw), nameOf)).toBe(about);
  });
});
