import { describe, expect, it } from "vitest";
import { type RawApp, rawApp } from "#test/sandbox/raw-app.ts";
import {
  ANNA,
  type Answer,
  BEN,
  type Bench,
  OPS,
  section,
  workbench,
} from "#test/sandbox/workbench.ts";

const YES = { text: { type: "plain_text", text: "Yes" }, value: "yes" };
const NO = { text: { type: "plain_text", text: "No" }, value: "no" };

const BLOCKS = [
  {
    ...section("Pick"),
    block_id: "pick",
    accessory: {
      type: "static_select",
      action_id: "answer",
      options: [YES, NO],
      initial_option: NO,
    },
  },
  {
    type: "actions",
    block_id: "buttons",
    elements: [
      {
        type: "button",
        action_id: "ack",
        value: "42",
        style: "primary",
        text: { type: "plain_text", text: "Acknowledge" },
      },
      { type: "overflow", action_id: "more", options: [YES, NO] },
      { type: "users_select", action_id: "who", placeholder: { type: "plain_text", text: "Who" } },
      { type: "checkboxes", action_id: "checks", options: [YES, NO] },
      { type: "datepicker", action_id: "day" },
    ],
  },
];

/** For messages only. */
const OPINIONS = {
  type: "context_actions",
  block_id: "opinions",
  elements: [
    {
      type: "feedback_buttons",
      action_id: "helped",
      positive_button: YES,
      negative_button: NO,
    },
    { type: "icon_button", action_id: "away", icon: "trash", text: YES.text, value: "7" },
  ],
};

type Card = { readonly bench: Bench; readonly app: RawApp; readonly ts: string };

async function card(more: object = {}): Promise<Card> {
  const bench = await workbench();
  const app = await rawApp(bench);
  const post = { channel: OPS, text: "card", blocks: [...BLOCKS, OPINIONS], ...more };
  const { ts = "" } = (await bench.client.apiCall("chat.postMessage", post)) as Answer;
  return { bench, app, ts };
}

async function click({ bench, ts }: Card, given: object): Promise<Answer> {
  return bench.act("click", { user: "anna", channel: "ops", ts, ...given });
}

async function received({ app }: Card): Promise<Answer> {
  return (await app.next("interactive"))["payload"];
}

describe("clicking in a message", () => {
  it("tells the app who pressed what, where", async () => {
    const shown = await card();

    expect(await click(shown, { action_id: "ack" })).toEqual({ ok: true, ack: {} });

    const payload = await received(shown);
    expect(payload).toMatchObject({
      type: "block_actions",
      user: { id: ANNA, username: "anna" },
      container: { type: "message", message_ts: shown.ts, channel_id: OPS, is_ephemeral: false },
      channel: { id: OPS, name: "ops" },
      message: { ts: shown.ts, text: "card" },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining("/actions/"),
      state: { values: { pick: { answer: { selected_option: NO } } } },
    });
    expect(payload["actions"]).toMatchObject([
      { type: "button", block_id: "buttons", action_id: "ack", value: "42", style: "primary" },
    ]);
  });

  it.each([
    ["answer", { value: "yes" }, { type: "static_select", selected_option: YES }],
    ["more", { selected_option: "no" }, { type: "overflow", selected_option: NO }],
    ["more", { selected_option: YES }, { type: "overflow", selected_option: YES }],
    ["who", { selected_user: "ben" }, { type: "users_select", selected_user: BEN }],
    ["checks", { value: ["yes"] }, { type: "checkboxes", selected_options: [YES] }],
    ["day", { value: "2026-12-24" }, { type: "datepicker", selected_date: "2026-12-24" }],
    ["helped", { value: "no" }, { type: "feedback_buttons", ...NO }],
    ["away", {}, { type: "icon_button", icon: "trash", text: YES.text, value: "7" }],
  ])("fills the choice of %s from %j", async (action_id, choice, action) => {
    const shown = await card();

    await click(shown, { action_id, ...choice });

    expect((await received(shown))["actions"]).toMatchObject([{ action_id, ...action }]);
  });

  it("tells what else was chosen in the message", async () => {
    const shown = await card();

    await click(shown, { action_id: "ack", values: { pick: { answer: "yes" } } });

    const { state } = await received(shown);
    expect(state.values.pick.answer).toEqual({ type: "static_select", selected_option: YES });
    expect(state.values.buttons.who).toEqual({ type: "users_select", selected_user: null });
  });

  it("puts the new choice into the state", async () => {
    const shown = await card();

    await click(shown, { action_id: "answer", value: "yes" });

    const { state } = await received(shown);
    expect(state.values.pick.answer).toEqual({ type: "static_select", selected_option: YES });
  });

  it("finds elements in attachments", async () => {
    const shown = await card({ blocks: [], attachments: [{ color: "#f00", blocks: BLOCKS }] });

    await click(shown, { action_id: "ack" });

    expect((await received(shown))["container"]).toMatchObject({
      type: "message_attachment",
      attachment_id: 1,
    });
  });

  it.each([
    [
      { action_id: "nope" },
      "action_not_found",
      "answer, ack, more, who, checks, day, helped, away",
    ],
    [{ action_id: "answer", value: "maybe" }, "option_not_found", "yes, no"],
    [{ action_id: "helped", value: "maybe" }, "option_not_found", "yes, no"],
    [{ action_id: "who", value: "nobody" }, "invalid_value", "nobody"],
    [{ action_id: "ack", ts: "1.2" }, "message_not_found", "1.2"],
    [{ action_id: "ack", user: "nobody" }, "user_not_found", "anna"],
  ])("is refused with %j: %s", async (given, error, hint) => {
    const shown = await card();

    expect(await click(shown, given)).toMatchObject({
      ok: false,
      error,
      message: expect.stringContaining(hint),
    });
  });

  it("is for those who see the message", async () => {
    const { bench } = await card();
    const whisper = { channel: OPS, user: ANNA, text: "psst", blocks: BLOCKS };
    const { message_ts: ts } = (await bench.client.apiCall(
      "chat.postEphemeral",
      whisper,
    )) as Answer;
    const given = { channel: "ops", ts, action_id: "ack" };

    expect(await bench.act("click", { ...given, user: "ben" })).toMatchObject({
      error: "message_not_found",
    });
    expect(await bench.act("click", { ...given, user: "anna" })).toMatchObject({ ok: true });
  });

  it("shows an error when the app does not acknowledge", async () => {
    const bench = await workbench({ ackWithinMs: 20 });
    await rawApp(bench, () => undefined);
    const post = { channel: OPS, text: "card", blocks: BLOCKS };
    const { ts } = (await bench.client.apiCall("chat.postMessage", post)) as Answer;

    expect(
      await bench.act("click", { user: "anna", channel: "ops", ts, action_id: "ack" }),
    ).toMatchObject({
      ok: false,
      error: "Operation timed out. Apps need to respond within 3 seconds.",
    });
  });
});

describe("clicking in a home", () => {
  it("sends the view instead of a message, and no response_url", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const view = { type: "home", blocks: BLOCKS };
    const published = await bench.client.apiCall("views.publish", { user_id: ANNA, view });
    const { id: view_id } = (published as Answer)["view"];

    await bench.act("click", { user: "anna", view_id, action_id: "answer", value: "yes" });

    const { payload } = await app.next("interactive");
    expect(payload).toMatchObject({
      container: { type: "view", view_id },
      view: { type: "home", state: { values: { pick: { answer: { selected_option: YES } } } } },
      actions: [{ action_id: "answer", selected_option: YES }],
    });
    expect(payload).not.toHaveProperty("response_url");
    expect(payload).not.toHaveProperty("message");
  });
});
