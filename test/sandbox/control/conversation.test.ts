import { describe, expect, it } from "vitest";
import { type RawApp, rawApp } from "#test/sandbox/raw-app.ts";
import {
  ANNA,
  type Answer,
  BEN,
  type Bench,
  CHLOE,
  OPS,
  QUIET,
  workbench,
} from "#test/sandbox/workbench.ts";

/** A last event that surely arrives: when it is there, nothing else will come. */
async function eventsUntilNow(bench: Bench, app: RawApp): Promise<readonly Answer[]> {
  await bench.act("event", { event: { type: "app_uninstalled" } });
  await expect.poll(() => app.received.at(-1)?.["payload"]?.event.type).toBe("app_uninstalled");
  return app.received.slice(1, -1).map(({ payload }) => payload.event);
}

describe("events", () => {
  it("come for what the app subscribed to, in channels its bot is in", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("message", { user: "anna", channel: "ops", text: "here" });
    await bench.act("message", { user: "anna", channel: "quiet", text: "not there" });
    await bench.act("message", { user: "anna", channel: "vault", text: "not subscribed" });
    await bench.act("message", { user: "anna", channel: "@probe", text: "directly" });

    const events = await eventsUntilNow(bench, app);
    expect(events).toMatchObject([
      { type: "message", text: "here", channel: OPS, channel_type: "channel", user: ANNA },
      { type: "message", text: "directly", channel_type: "im" },
    ]);
  });

  it("do not come without the scope they need", async () => {
    const bench = await workbench({ withoutScopes: ["channels:history"] });
    const app = await rawApp(bench);

    await bench.act("message", { user: "anna", channel: "ops", text: "@probe hello" });

    expect(await eventsUntilNow(bench, app)).toMatchObject([{ type: "app_mention" }]);
  });

  it("carry Slack's envelope", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("message", { user: "anna", channel: "ops", text: "hello" });

    const { id, bot_user_id } = (await bench.state())["app"];
    const { payload } = await app.next("events_api");
    expect(payload).toMatchObject({
      type: "event_callback",
      api_app_id: id,
      event_id: expect.stringMatching(/^Ev[A-Z0-9]{8,}$/),
      event_time: 1_795_168_800,
      authorizations: [{ user_id: bot_user_id, is_bot: true, is_enterprise_install: false }],
      is_ext_shared_channel: false,
      event: { event_ts: "1795168800.000000", client_msg_id: expect.any(String) },
    });
  });

  it("tell of mentions, with the bot's id in the text", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const { bot_user_id: bot } = (await bench.state())["app"];

    await bench.act("message", { user: "anna", channel: "ops", text: "@probe help" });

    const events = await eventsUntilNow(bench, app);
    expect(events.map(({ type, text }) => [type, text])).toEqual([
      ["message", `<@${bot}> help`],
      ["app_mention", `<@${bot}> help`],
    ]);
  });

  it("tell of reactions and of people who join", async () => {
    const bench = await workbench();
    const { ts = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "x" });
    const app = await rawApp(bench);

    await bench.act("react", { user: "ben", channel: "ops", ts, name: "eyes" });
    await bench.act("join", { user: "chloe", channel: "ops" });

    const { bot_user_id: bot } = (await bench.state())["app"];
    const events = await eventsUntilNow(bench, app);
    expect(events.filter(({ type }) => type !== "message")).toMatchObject([
      {
        type: "reaction_added",
        user: BEN,
        reaction: "eyes",
        item: { type: "message", channel: OPS, ts },
        item_user: bot,
      },
      { type: "member_joined_channel", user: CHLOE, channel: OPS },
    ]);
  });

  it("tell the app that somebody brought it into a channel", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const { bot_user_id: bot } = (await bench.state())["app"];

    await bench.act("invite", { user: "anna", channel: "quiet", invited: "probe" });

    const events = await eventsUntilNow(bench, app);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "member_joined_channel", user: bot, inviter: ANNA }),
    );
    expect((await bench.channel("quiet"))["members"]).toContain(bot);
  });

  it("tell of changes to messages, the app's own too", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const { ts = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "before" });

    await bench.client.chat.update({ channel: OPS, ts, text: "after" });
    await bench.client.chat.delete({ channel: OPS, ts });

    expect(await eventsUntilNow(bench, app)).toMatchObject([
      { type: "message", text: "before", bot_id: expect.any(String) },
      {
        subtype: "message_changed",
        message: { text: "after" },
        previous_message: { text: "before" },
      },
      { subtype: "message_deleted", deleted_ts: ts },
    ]);
  });

  it("can be sent by hand, app_rate_limited without an inner event", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);

    await bench.act("event", { event: { type: "app_rate_limited" } });

    const { payload } = await app.next("events_api");
    expect(payload).toMatchObject({ type: "app_rate_limited" });
    expect(payload).not.toHaveProperty("event");
  });

  it("tell of the Home tab being opened, with the view that is there", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const view = { type: "home", blocks: [] };

    await bench.act("home", { user: "anna" });
    await bench.client.apiCall("views.publish", { user_id: ANNA, view });
    await bench.act("home", { user: "anna" });

    const [first, second] = await eventsUntilNow(bench, app);
    expect(first).toMatchObject({ type: "app_home_opened", user: ANNA, tab: "home" });
    expect(first).not.toHaveProperty("view");
    expect(first?.["channel"]).toMatch(/^D/);
    expect(second?.["view"]).toMatchObject({ type: "home" });
  });
});

describe("writing as a person", () => {
  it("answers threads", async () => {
    const bench = await workbench();
    const { ts } = await bench.act("message", { user: "anna", channel: OPS, text: "root" });

    await bench.act("message", { user: "ben", channel: "ops", text: "reply", thread_ts: ts });

    expect((await bench.channel("ops"))["messages"]).toMatchObject([
      { ts, reply_count: 1, reply_users: [BEN] },
      { text: "reply", thread_ts: ts, parent_user_id: ANNA },
    ]);
  });

  it.each([
    [{ user: "ben", channel: "quiet" }, "not_in_channel"],
    [{ user: "anna", channel: "old" }, "is_archived"],
    [{ user: "stranger", channel: "ops" }, "channel_not_found"],
  ])("is refused with %j: %s", async (given, error) => {
    const bench = await workbench();

    expect(await bench.act("message", { text: "x", ...given })).toMatchObject({ ok: false, error });
  });

  it("leaves a channel", async () => {
    const bench = await workbench();

    await bench.act("leave", { user: "ben", channel: "ops" });

    const { members, messages } = await bench.channel("ops");
    expect(members).not.toContain(BEN);
    expect(messages).toMatchObject([{ subtype: "channel_leave", user: BEN }]);
  });

  it("takes a reaction back", async () => {
    const bench = await workbench();
    const { ts } = await bench.act("message", { user: "anna", channel: "quiet", text: "x" });
    const eyes = { user: "anna", channel: QUIET, ts, name: "eyes" };

    await bench.act("react", eyes);
    await bench.act("react", { ...eyes, remove: true });

    const [message] = (await bench.channel("quiet"))["messages"];
    expect(message).not.toHaveProperty("reactions");
  });
});

describe("a message of one's own", () => {
  it("can be changed and deleted, and the app hears of both", async () => {
    const bench = await workbench();
    const app = await rawApp(bench);
    const place = { user: "anna", channel: "ops" };
    const { ts } = await bench.act("message", { ...place, text: "slow", files: ["a.png"] });

    await bench.act("edit", { ...place, ts, text: "very slow" });
    await bench.act("delete", { ...place, ts });

    expect(await eventsUntilNow(bench, app)).toMatchObject([
      { subtype: "file_share", text: "slow", files: [{ name: "a.png", user: ANNA }] },
      {
        subtype: "message_changed",
        channel: OPS,
        message: { ts, text: "very slow", edited: { user: ANNA } },
        previous_message: { text: "slow" },
      },
      { subtype: "message_deleted", channel: OPS, deleted_ts: ts },
    ]);
  });

  it("is nobody else's to change", async () => {
    const bench = await workbench();
    const { ts } = await bench.act("message", { user: "anna", channel: "ops", text: "slow" });

    expect(
      await bench.act("edit", { user: "ben", channel: "ops", ts, text: "fast" }),
    ).toMatchObject({ ok: false, error: "not_yours" });
  });
});
