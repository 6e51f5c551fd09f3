import { describe, expect, it } from "vitest";
import { rawApp } from "#test/sandbox/raw-app.ts";
import { ANNA, type Answer, BEN, OPS, workbench } from "#test/sandbox/workbench.ts";

describe("shortcuts", () => {
  it("start anywhere, without channel or response_url", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("shortcut", { user: "anna", callback_id: "start" });

    const { payload } = await app.next("interactive");
    expect(payload).toMatchObject({ type: "shortcut", callback_id: "start", user: { id: ANNA } });
    expect(payload).not.toHaveProperty("channel");
    expect(payload).not.toHaveProperty("response_url");
  });

  it("take a message along", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const { ts } = await bench.act("message", { user: "ben", channel: "quiet", text: "no" });
    const said = await bench.act("message", { user: "ben", channel: "ops", text: "keep me" });

    await bench.act("shortcut", {
      user: "anna",
      callback_id: "keep",
      channel: "ops",
      ts: said["ts"],
    });

    const { payload } = await app.next("interactive");
    expect(ts).toBeUndefined();
    expect(payload).toMatchObject({
      type: "message_action",
      callback_id: "keep",
      channel: { id: OPS, name: "ops" },
      message_ts: said["ts"],
      message: { user: BEN, text: "keep me" },
      response_url: expect.any(String),
    });
  });

  it("must be in the manifest, and a message shortcut needs a message", async () => {
    const bench = await workbench();

    const unknown = await bench.act("shortcut", { user: "anna", callback_id: "stop" });
    const bare = await bench.act("shortcut", { user: "anna", callback_id: "keep" });

    expect(unknown).toMatchObject({
      error: "shortcut_not_found",
      message: expect.stringContaining("start, keep"),
    });
    expect(bare).toMatchObject({ error: "invalid_arguments" });
  });
});

describe("external selects", () => {
  it("ask the app for options", async () => {
    const bench = await workbench();
    const options = [{ text: { type: "plain_text", text: "Checkout" }, value: "checkout" }];
    const app = await rawApp(bench, ({ payload }) =>
      payload.type === "block_suggestion" ? { options } : {},
    );
    const element = { type: "external_select", action_id: "service", min_query_length: 0 };
    const blocks = [{ type: "actions", block_id: "b", elements: [element] }];
    const post = { channel: OPS, text: "x", blocks };
    const { ts } = (await bench.client.apiCall("chat.postMessage", post)) as Answer;
    const place = { user: "anna", channel: "ops", ts, action_id: "service" };

    const suggested = await bench.act("suggest", { ...place, block_id: "b", value: "che" });
    const astray = await bench.act("suggest", { ...place, block_id: "other", value: "che" });
    await bench.act("click", { ...place, selected_option: options[0] });

    expect(astray).toMatchObject({ error: "action_not_found" });
    expect(suggested).toMatchObject({ ok: true, ack: { options } });
    const [asked, clicked] = app.received.slice(-2).map(({ payload }) => payload);
    expect(asked).toMatchObject({ action_id: "service", block_id: "b", value: "che" });
    expect(clicked.actions).toMatchObject([{ selected_option: options[0] }]);
  });
});
